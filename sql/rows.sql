-- How many rows there are of each day, and in how many of them each column that visitors.sql needs has a value. It is
-- asked only where visitors.sql finds nobody on a day that was imported: an empty column would explain that. Whoever
-- lets visitors.sql do without one of these columns leaves it out here as well.
--
-- The variables are those of visitors.sql.
select
  TD_TIME_FORMAT(TD_DATE_TRUNC('day', time, '${time_zone}'), 'yyyy-MM-dd', '${time_zone}') as day,
  count(*) as row_count,
  count(device_id) as device_id,
  count(uid) as uid,
  count(type) as type,
  count(confidence) as confidence
from
  ${table}
where
  TD_TIME_RANGE(time, '${from}', '${to}', '${time_zone}')
group by
  1
