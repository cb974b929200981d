with people as (
  select
    date_parse(datetime, '%Y-%m-%d %T.%f') as datetime,
    uid,
    json_parse(attributes) as attributes
  from 
    sense_video
  where
    type = 1 -- pedestrian
    and confidence > 0.9
)
select 
  json_extract_scalar(attributes, '$.Age') as age, 
  json_extract_scalar(attributes, '$.Gender') as gender,
  count(distinct uid) as num_unique_person_today
from 
  people
where 
  TD_INTERVAL(to_unixtime(datetime), '1d', 'JST')
  and cast(json_extract(attributes, '$.AgeConf') as double) > 0.9
  and cast(json_extract(attributes, '$.GenderConf') as double) > 0.9
group by 
  1, 2
