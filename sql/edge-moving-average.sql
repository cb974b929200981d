-- The moving average of what SCORER Edge counts: over a record and the five before it.
--
-- The variable, filled in as in visitors.sql:
--   table        the table, such as scorer_edge
select
  time,
  num_pedestrian,
  avg(num_pedestrian) over (order by time rows between 5 preceding and current row) as moving_average
from
  ${table}
order by
  time
