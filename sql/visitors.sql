-- Who came by, everybody counted once: one row for each day, camera, hour of the first sight, age and gender.
-- Everybody is in exactly one row, so the rows may be added up to any figure.
--
-- A person is one uid on one camera and day. The camera labels a person anew in every frame, and sometimes wrongly.
-- Here each frame is a vote, which weighs what the camera's confidence in it was. The label with the most weight wins;
-- if that is less than half of what it could have been, the camera was unsure, and the person is Unknown.
--
-- The variables are those of the file report.camel.yaml; Treasure Workflow fills them in in the same way:
--   from, to     the days, from inclusive to exclusive, such as 2019-08-15
--   time_zone    the zone in which they are days, such as Asia/Tokyo
--   table        the table
--   cameras      the device ids, separated by commas; empty for all
with frames as (
  select
    TD_DATE_TRUNC('day', time, '${time_zone}') as day,
    device_id,
    uid,
    time,
    json_extract_scalar(attributes, '$.Age') as age,
    try_cast(json_extract_scalar(attributes, '$.AgeConf') as double) as age_confidence,
    json_extract_scalar(attributes, '$.Gender') as gender,
    try_cast(json_extract_scalar(attributes, '$.GenderConf') as double) as gender_confidence
  from
    ${table}
  where
    TD_TIME_RANGE(time, '${from}', '${to}', '${time_zone}')
    and type = 1 -- pedestrian
    and confidence > 0.9
    and ('${cameras}' = '' or contains(split('${cameras}', ','), device_id))
),
labelled as (
  select
    day,
    device_id,
    uid,
    age,
    gender,
    count(age) as age_votes,
    coalesce(sum(age_confidence), 0) as age_weight,
    count(gender) as gender_votes,
    coalesce(sum(gender_confidence), 0) as gender_weight,
    min(time) as first_seen,
    max(time) as last_seen
  from
    frames
  group by
    1, 2, 3, 4, 5
),
counted as (
  select
    day,
    device_id,
    uid,
    attribute,
    label,
    sum(votes) as votes,
    sum(weight) as weight,
    min(first_seen) as first_seen,
    max(last_seen) as last_seen
  from
    labelled
    cross join unnest(
      array['age', 'gender'],
      array[age, gender],
      array[age_votes, gender_votes],
      array[age_weight, gender_weight]
    ) as vote (attribute, label, votes, weight)
  group by
    1, 2, 3, 4, 5
),
people as (
  select
    day,
    device_id,
    min(first_seen) as first_seen,
    max(last_seen) - min(first_seen) as seconds_in_view,
    sum(votes) filter (where attribute = 'age') as age_votes,
    max(weight) filter (where attribute = 'age' and label is not null) as age_weight,
    max_by(label, row(weight, label)) filter (where attribute = 'age' and label is not null) as age,
    sum(votes) filter (where attribute = 'gender') as gender_votes,
    max(weight) filter (where attribute = 'gender' and label is not null) as gender_weight,
    max_by(label, row(weight, label)) filter (where attribute = 'gender' and label is not null) as gender
  from
    counted
  group by
    day, device_id, uid
)
select
  TD_TIME_FORMAT(day, 'yyyy-MM-dd', '${time_zone}') as day,
  device_id as camera,
  cast(TD_TIME_FORMAT(first_seen, 'HH', '${time_zone}') as integer) as hour,
  if(age_weight >= 0.5 * age_votes, age, 'Unknown') as age,
  if(gender_weight >= 0.5 * gender_votes, gender, 'Unknown') as gender,
  count(*) as visitors,
  sum(seconds_in_view) as seconds_in_view
from
  people
group by
  1, 2, 3, 4, 5
order by
  1, 2, 3, 4, 5
