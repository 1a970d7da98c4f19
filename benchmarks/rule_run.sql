-- One rule on scores, written by hand: whom it hits, what follows, and why. Filled in by benchmarks/rule_run.py with the
-- ids and days of a rule; `measure` and `falls_short` say what is compared. It reads one source, the only one there is.

CREATE TEMPORARY TABLE bare_read ON COMMIT DROP AS
SELECT * FROM (
    SELECT score.person_id, score.period_id, score.points_sum, score.max_sum, period.code, period.ends_on,
        row_number() OVER (PARTITION BY score.person_id ORDER BY period.ends_on DESC) AS place
    FROM evaluations_competencyscore score JOIN evaluations_period period ON period.id = score.period_id
    WHERE score.competency_id = {competency} AND score.source = 'authority'
        AND period.closed_on <= '{as_of}' AND period.ends_on >= '{first_day}'
) AS ranked WHERE place <= {most};

CREATE TEMPORARY TABLE bare_decision ON COMMIT DROP AS
SELECT hit.person_id, hit.value, CASE
    WHEN same.learner_id IS NOT NULL THEN 'open_assignment'
    WHEN trained.person_id IS NOT NULL THEN 'cooldown'
    WHEN busy.open >= 2 THEN 'max_open'
    ELSE 'assign' END AS outcome
FROM (
    SELECT person_id, {measure} AS value
    FROM (SELECT *, 100 * points_sum::numeric / max_sum AS percent FROM bare_read) AS percents
    GROUP BY person_id HAVING count(*) >= {least}
) AS hit
JOIN people_user person ON person.id = hit.person_id AND person.status = 'at_work'
JOIN people_posting post ON post.user_id = person.id AND post.is_current
    AND (post.starts_on IS NULL OR post.starts_on <= '{as_of}') AND (post.ends_on IS NULL OR post.ends_on >= '{as_of}')
LEFT JOIN training_assignment same
    ON same.learner_id = hit.person_id AND same.course_id = {course} AND same.state = 'open'
LEFT JOIN (
    SELECT DISTINCT person_id FROM courses_trainingrecord
    WHERE course_code = '{course_code}' AND result = 'completed' AND ended_on BETWEEN '{cooldown_from}' AND '{as_of}'
) AS trained ON trained.person_id = hit.person_id
LEFT JOIN (SELECT learner_id, count(*) AS open FROM training_assignment WHERE state = 'open' GROUP BY learner_id) AS busy
    ON busy.learner_id = hit.person_id
WHERE {falls_short};

INSERT INTO training_assignment (learner_id, course_id, origin, rule_version_id, rule_run_id, note, percent, threshold,
    assigned_on, due_on, state, created_at)
SELECT person_id, {course}, 'rule', {version}, {run}, '', round(value, 2), {threshold_units}, '{as_of}', '{due_on}',
    'open', now()
FROM bare_decision WHERE outcome = 'assign';

INSERT INTO training_ruleskip (run_id, rule_version_id, learner_id, reason)
SELECT {run}, {version}, person_id, outcome FROM bare_decision WHERE outcome <> 'assign';

INSERT INTO training_causeperiod (assignment_id, position, period_code, period_ends_on, source, points_sum, max_sum)
SELECT made.id, count(*) OVER (PARTITION BY made.id) - used.place, used.code, used.ends_on, 'authority',
    used.points_sum, used.max_sum
FROM training_assignment made JOIN bare_read used ON used.person_id = made.learner_id
WHERE made.rule_run_id = {run} AND made.rule_version_id = {version};

INSERT INTO training_causescore (assignment_id, period_code, unit_name, framework_code, criterion_code, name_vi, name_en,
    points, max_points, weight)
SELECT made.id, used.code, coalesce(unit.name, ''), framework.code, criterion.code, criterion.name_vi,
    criterion.name_en, line.points, criterion.max_points, reach.weight
FROM training_assignment made
JOIN bare_read used ON used.person_id = made.learner_id
JOIN evaluations_appraisal sheet
    ON sheet.person_id = made.learner_id AND sheet.period_id = used.period_id AND sheet.source = 'authority'
JOIN evaluations_score line ON line.appraisal_id = sheet.id AND line.status = 'final' AND line.points IS NOT NULL
JOIN evaluations_criterion criterion ON criterion.id = line.criterion_id
JOIN evaluations_framework framework ON framework.id = criterion.framework_id
JOIN evaluations_criterionreach reach ON reach.criterion_id = criterion.id AND reach.competency_id = {competency}
LEFT JOIN people_unit unit ON unit.id = sheet.unit_id
WHERE made.rule_run_id = {run} AND made.rule_version_id = {version};

INSERT INTO training_assignmentevent (assignment_id, kind, at, reason)
SELECT id, 'assigned', now(), '' FROM training_assignment WHERE rule_run_id = {run} AND rule_version_id = {version};

INSERT INTO training_reminder (assignment_id, stage, attempts, error)
SELECT id, 'assigned', 0, '' FROM training_assignment WHERE rule_run_id = {run} AND rule_version_id = {version};

DROP TABLE bare_read;
DROP TABLE bare_decision;
