-- title: Sign-ins from new addresses
-- description: Addresses from which somebody signed in for the first time since a moment, with the number of addresses known of them before.
-- parameter: since time = T-7d Addresses first seen from here on are new.
-- tags: console, new
WITH seen AS (
  SELECT coalesce(useridentity.username, split_part(useridentity.arn, '/', 3), useridentity.arn) AS person,
    sourceipaddress, min(eventtime) AS first, count(*) AS sign_ins
  FROM cloudtrail_logs
  WHERE eventname = 'ConsoleLogin'
  GROUP BY 1, 2
),
known AS (
  SELECT person, count(*) AS addresses
  FROM seen
  WHERE first < :since
  GROUP BY person
)
SELECT s.first, s.person, s.sourceipaddress, s.sign_ins, coalesce(k.addresses, 0) AS known
FROM seen s
LEFT JOIN known k ON s.person = k.person
WHERE s.first >= :since
ORDER BY s.first DESC
