"""A city around a small class: some 200,000 rows of other people's work, put there by the database itself."""

from sqlalchemy import Connection, text

STATEMENTS = (
    # Nobody named here has to exist: foreign keys are not looked after while the crowd comes in.
    "SET LOCAL session_replication_role = replica",
    "INSERT INTO classes SELECT 'c' || n, 'school', 'C', 0 FROM generate_series(1, 5000) n",
    "INSERT INTO class_teachers SELECT 'c' || n, 't' || n / 4 FROM generate_series(1, 5000) n",
    """INSERT INTO class_members SELECT 'c' || n, 's' || n || '-' || m, '', m
       FROM generate_series(1, 400) n, generate_series(1, 25) m""",
    """INSERT INTO assignments (key, school, class_key, teacher, edition, title, slots, rules, due_at,
           closed_at, created_at, secret, deal, planned, separation)
       SELECT 'a' || n, school, 'c' || n, 't' || n / 4, edition, title, slots, rules, due_at, closed_at,
           created_at - n, secret, 'a' || n, planned, separation
       FROM (SELECT * FROM assignments LIMIT 1) one, generate_series(1, 5000) n""",
    """INSERT INTO attempts (key, school, assignment, student, position, active_at, slots, number)
       SELECT 'a' || n || '-' || m, 'school', 'a' || n, 's' || n || '-' || m, m, 1, '', 1
       FROM generate_series(1, 400) n, generate_series(1, 25) m""",
    """INSERT INTO drafts SELECT key, '1', '{}', 1 FROM attempts""",
    """INSERT INTO submissions
       SELECT key || '-' || n, key, '1', student, n, '{}', '{}', 'ru', false, n, 'r' || n, '1'
       FROM attempts, generate_series(1, 3) n WHERE key LIKE 'a%'""",
    """INSERT INTO slot_grades SELECT key, '1', 3, '1', '1', '1', '1', position = 1, false, false, false, 1
       FROM attempts WHERE key LIKE 'a%'""",
    """INSERT INTO marks SELECT key || '-mark', 'school', key, '1', 'why', 3, '1', '', 't', 1
       FROM attempts WHERE key LIKE 'a%-1'""",
    """INSERT INTO lab_sessions (school, person, attempt, slot, secret, opened_at)
       SELECT 'school', student, key, 'lab', '', 1 FROM attempts WHERE key LIKE 'a%' AND position <= 5""",
    """INSERT INTO lab_entries SELECT key, n, int4send(n), '{}', n
       FROM lab_sessions, generate_series(1, 25) n""",
    """INSERT INTO regrades SELECT 'r' || n, 'school', 'a' || n, 1, '', '', '', 'replace', '', 1, 1, '[]'
       FROM generate_series(1, 400) n""",
    """INSERT INTO rekeyed_slots SELECT key, '1', 'r' || substr(assignment, 2), NULL, '1', '1', '1'
       FROM attempts WHERE key LIKE 'a%'""",
    """INSERT INTO rejudgements SELECT key || '-1', 'r' || substr(assignment, 2), key, '{}', NULL, '1'
       FROM attempts WHERE key LIKE 'a%'""",
    """INSERT INTO appeals SELECT key, 'school', key, '1', 'x', 1, '', 1, 'accepted', '', NULL, NULL
       FROM attempts WHERE key LIKE 'a%'""",
    """INSERT INTO accepted_answers SELECT key, 'school', assignment, key, '', 'x', '{}', '', 1, NULL
       FROM attempts WHERE key LIKE 'a%'""",
    """INSERT INTO sessions SELECT md5(n::text), 's' || n, 'school', 0, 0, false
       FROM generate_series(1, 20000) n""",
    "INSERT INTO repeats SELECT md5(n::text), '', 0, 303 FROM generate_series(1, 20000) n",
)


def crowd_in(connection: Connection) -> None:
    """Add the crowd, and let the planner look at it."""
    for statement in STATEMENTS:
        connection.execute(text(statement))
    connection.execute(text("ANALYZE"))
