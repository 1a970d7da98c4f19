-- So many people, five quarters each, one sheet of two lines in each quarter. Of a hundred, four communicate badly, one
-- has become worse lately, one writes badly; one of five hundred has taken the refresher a month ago.

SELECT setseed(0.335);

INSERT INTO people_user (staff_number, full_name, email, phone, category, status, language, is_active, is_superuser,
    password, joined_at)
SELECT 'B-' || n, 'Người Số ' || n, '', '', 'civil_servant', 'at_work', '', true, false, '!', now()
FROM generate_series(1, {people}) AS n;

INSERT INTO people_posting (user_id, unit_id, position, title, job_position_code, is_manager, citizen_facing, starts_on,
    is_current)
SELECT person.id, (SELECT id FROM people_unit WHERE code = 'HY'), '', '', '', false, true, '2020-01-01', true
FROM people_user person;

INSERT INTO evaluations_appraisal (person_id, unit_id, framework_id, period_id, source)
SELECT person.id, (SELECT id FROM people_unit WHERE code = 'HY'),
    (SELECT id FROM evaluations_framework WHERE code = 'BENCH'), period.id, 'authority'
FROM people_user person CROSS JOIN evaluations_period period;

INSERT INTO evaluations_score (appraisal_id, criterion_id, points, status)
SELECT sheet.id, criterion.id, round(1000000 * CASE
    WHEN sheet.person_id % 100 < 4 THEN 5.5 + random()
    WHEN sheet.person_id % 100 = 4 THEN CASE WHEN newest < 2 THEN 7.2 ELSE 9.5 END
    WHEN sheet.person_id % 100 = 5 AND newest = 0 AND criterion.code = 'K2' THEN 5
    ELSE 8 + 2 * random() END), 'final'
FROM evaluations_appraisal sheet
JOIN (SELECT id, row_number() OVER (ORDER BY ends_on DESC) - 1 AS newest FROM evaluations_period) AS period
    ON period.id = sheet.period_id
CROSS JOIN evaluations_criterion criterion;

INSERT INTO courses_trainingrecord (person_id, course_code, course_name, organiser, ended_on, result, certificate_number)
SELECT id, 'GT-01', '', '', current_date - 30, 'completed', '' FROM people_user WHERE id % 500 = 1;
