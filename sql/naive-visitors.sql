-- What a count of distinct ids per label says, as unique-persons-today.sql counts: whoever was ever labelled
-- otherwise, be it in a single frame, counts again under that label. It stands here to be compared with visitors.sql.
--
-- The variables are those of visitors.sql.
select
  camera,
  sum(people) as people
from (
  select
    device_id as camera,
    json_extract_scalar(attributes, '$.Age') as age,
    json_extract_scalar(attributes, '$.Gender') as gender,
    count(distinct uid) as people
  from
    ${table}
  where
    TD_TIME_RANGE(time, '${from}', '${to}', '${time_zone}')
    and type = 1 -- pedestrian
    and confidence > 0.9
    and ('${cameras}' = '' or contains(split('${cameras}', ','), device_id))
    and try_cast(json_extract_scalar(attributes, '$.AgeConf') as double) > 0.9
    and try_cast(json_extract_scalar(attributes, '$.GenderConf') as double) > 0.9
  group by
    1, 2, 3
)
group by
  1
order by
  1
