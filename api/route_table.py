"""Every route on one screen: address, name, what answers, and who may ask."""

from functools import partial
from typing import Final

from api.auth.access import ANYBODY, SIGNED_IN, holding
from api.routes import helping, jobs, operating, people
from api.routes.authoring import authoring, authoring_form, authoring_publishing, authoring_yaml
from api.routes.benches import bench, bench_catalogue, bench_stepping
from api.routes.classes import (
    appeals,
    assigning,
    assignments,
    classes,
    copying,
    gradebook,
    marking,
    regrading,
    watching,
)
from api.routes.lessons import courses, lessons, scenario_writing
from api.routes.library import catalogue, describing, narrating, packages, publishing, reviewing, uploads
from api.routes.students import practice, student
from api.routes.textbooks import reader, reader_notes, reader_places, reader_search
from api.routes.works import exporting, harvesting, statistics
from api.web.help_pages import PATH as HELP
from api.web.requests import LARGEST_UPLOAD
from api.web.routing import Page

TEACHER: Final = holding("teacher")
STUDENT: Final = holding("student")
PUBLISHER: Final = holding("publisher")
REVIEWER: Final = holding("reviewer")
OPERATOR: Final = holding("operator")
STAFF: Final = holding("teacher", "publisher", "reviewer", "operator")
ANY_ROLE: Final = holding("student", "teacher", "publisher", "reviewer", "operator")
LEARNER: Final = holding("student", "teacher")
OWN_ATTEMPT: Final = STUDENT.to("own attempt")
OWN_PRACTICE: Final = LEARNER.to("own practice")
PRACTISED: Final = LEARNER.to("edition in the catalogue")
OWN_CLASS: Final = TEACHER.to("own class")
LOOKED_AT: Final = STAFF.to("edition in the catalogue")
ASSIGNED: Final = TEACHER.to("edition in the catalogue")
TAUGHT: Final = TEACHER.to("assignment of own class")
SEEN: Final = TEACHER.to("attempt in own class")
OWN_MARK: Final = TEACHER.to("mark in own class")
OWN_APPEAL: Final = STUDENT.to("own appeal")
APPEAL: Final = TEACHER.to("appeal in own class")
ACCEPTED: Final = TEACHER.to("accepted answer in own class")
READ: Final = SIGNED_IN.to("edition in the catalogue")
OWN_NOTE: Final = SIGNED_IN.to("own annotation")
OWN_DOCUMENT: Final = PUBLISHER.to("document of own school")
AUTHOR: Final = holding("teacher", "publisher")
DUPLICATED: Final = AUTHOR.to("edition in the catalogue")
OWN_WRITTEN: Final = AUTHOR.to("own written document")
OWN_UPLOAD: Final = AUTHOR.to("own upload")
OWN_JOB: Final = STAFF.to("own job")
REVIEWED: Final = REVIEWER.to("document of own school")
NOTE: Final = "/textbooks/{edition}/notes/{annotation}"
BENCH: Final = "/assignments/{attempt}/labs/{slot}"
PRACTICE_BENCH: Final = "/practice/{run}/lab"
ONCE: Final = partial(Page, method="POST", twice="once")
KNOWN: Final = partial(Page, method="POST", twice="known to the engine")
AGAIN: Final = partial(Page, method="POST", twice="harmless")
PART: Final = partial(AGAIN, largest=uploads.LARGEST_PART)
HASHING: Final = partial(AGAIN, hashing=True)
SLIPS: Final = partial(Page, method="POST", twice="shown once", hashing=True)

PAGES: Final = (
    Page("/", "home", people.home, SIGNED_IN),
    Page("/sign-in", "sign_in", people.sign_in_page, ANYBODY),
    HASHING("/sign-in", "sign_in_do", people.sign_in, ANYBODY),
    AGAIN("/sign-out", "sign_out", people.sign_out, ANYBODY),
    AGAIN("/language", "language", people.choose_language, ANYBODY),
    AGAIN("/theme", "theme", people.choose_theme, ANYBODY),
    Page("/password", "password", people.password_page, SIGNED_IN),
    HASHING("/password", "password_do", people.change_password, SIGNED_IN),
    Page(HELP, "help", helping.answers, ANYBODY),
    Page("/assignments", "student_home", student.home, STUDENT),
    Page("/assignments/{attempt}", "notebook", student.notebook, OWN_ATTEMPT),
    AGAIN("/assignments/{attempt}/{slot}/draft", "draft", student.save, OWN_ATTEMPT),
    AGAIN("/assignments/{attempt}/{slot}/reading", "read", student.read, OWN_ATTEMPT),
    KNOWN("/assignments/{attempt}/{slot}/check", "check", student.check, OWN_ATTEMPT),
    ONCE("/assignments/{attempt}/{slot}/appeal", "appeal", appeals.send, OWN_ATTEMPT),
    ONCE("/appeals/{appeal}/taking-back", "take_appeal_back", appeals.withdraw, OWN_APPEAL),
    ONCE("/appeals/{appeal}/decision", "decide_appeal", appeals.decide, APPEAL),
    ONCE("/accepted/{accepted}/undoing", "undo_accepted", appeals.undo, ACCEPTED),
    Page(BENCH, "bench", bench.page, OWN_ATTEMPT),
    Page(f"{BENCH}/log", "bench_log", bench.log, OWN_ATTEMPT),
    AGAIN(f"{BENCH}/look", "bench_look", bench.look, OWN_ATTEMPT),
    KNOWN(f"{BENCH}/readings", "bench_measure", bench.measure, OWN_ATTEMPT),
    KNOWN(f"{BENCH}/actions", "bench_act", bench.act, OWN_ATTEMPT),
    AGAIN(f"{BENCH}/draft", "bench_save", bench.save, OWN_ATTEMPT),
    KNOWN(f"{BENCH}/check", "bench_check", bench.check, OWN_ATTEMPT),
    Page("/practice", "practice_home", practice.home, LEARNER),
    Page("/practice/new/{edition}/{slot}", "practice_wait", practice.wait, PRACTISED),
    ONCE("/practice/new/{edition}/{slot}", "practice_start", practice.start, PRACTISED),
    Page("/practice/{run}", "practice", practice.page, OWN_PRACTICE),
    AGAIN("/practice/{run}/reading", "practice_read", practice.read, OWN_PRACTICE),
    ONCE("/practice/{run}/check", "practice_check", practice.check, OWN_PRACTICE),
    ONCE("/practice/{run}/solution", "practice_solve", practice.solve, OWN_PRACTICE),
    Page(PRACTICE_BENCH, "practice_bench", bench.page, OWN_PRACTICE),
    Page(f"{PRACTICE_BENCH}/log", "practice_bench_log", bench.log, OWN_PRACTICE),
    AGAIN(f"{PRACTICE_BENCH}/look", "practice_bench_look", bench.look, OWN_PRACTICE),
    KNOWN(f"{PRACTICE_BENCH}/readings", "practice_bench_measure", bench.measure, OWN_PRACTICE),
    KNOWN(f"{PRACTICE_BENCH}/actions", "practice_bench_act", bench.act, OWN_PRACTICE),
    AGAIN(f"{PRACTICE_BENCH}/draft", "practice_bench_save", bench.save, OWN_PRACTICE),
    ONCE(f"{PRACTICE_BENCH}/check", "practice_bench_check", bench.check, OWN_PRACTICE),
    Page("/classes", "teacher_home", classes.home, TEACHER),
    ONCE("/classes", "class_new_do", classes.create, TEACHER),
    Page("/classes/{class_}", "class_page", classes.page, OWN_CLASS),
    Page("/classes/{class_}/roster", "roster", classes.roster_page, OWN_CLASS),
    SLIPS("/classes/{class_}/roster", "roster_do", classes.roster, OWN_CLASS, lost=classes.roster_made),
    HASHING("/classes/{class_}/slips", "slips", classes.slips, OWN_CLASS),
    HASHING("/classes/{class_}/students/{student}/slip", "reset", classes.reset, OWN_CLASS),
    Page("/classes/{class_}/gradebook", "gradebook", gradebook.page, OWN_CLASS),
    Page("/classes/{class_}/gradebook.{kind}", "gradebook_export", gradebook.export_class, OWN_CLASS),
    Page("/catalogue", "catalogue", catalogue.catalogue, ANY_ROLE),
    Page("/catalogue/suggestions", "catalogue_suggestions", catalogue.suggestions, ANY_ROLE),
    Page("/catalogue/{edition}", "preview", catalogue.preview, LOOKED_AT),
    Page("/catalogue/{edition}/assign", "assign", assigning.assign_page, ASSIGNED),
    ONCE("/catalogue/{edition}/assign", "assign_do", assigning.send, ASSIGNED),
    Page("/labs/{edition}", "lab", bench_catalogue.page, READ),
    Page("/assigned/{assignment}", "live", assignments.live, TAUGHT),
    ONCE("/assigned/{assignment}/closing", "close", assignments.close, TAUGHT),
    ONCE("/assigned/{assignment}/rules", "change_rules", assignments.change, TAUGHT),
    ONCE("/assigned/{assignment}/taking-back", "take_back", assignments.take_back, TAUGHT),
    ONCE("/assigned/{assignment}/newcomers", "deal_more", assignments.deal_more, TAUGHT),
    ONCE("/assigned/{assignment}/attempts", "another_attempt", assignments.another_attempt, TAUGHT),
    ONCE("/assigned/{assignment}/attempts/undoing", "undo_attempts", assignments.undo_attempts, TAUGHT),
    Page("/assigned/{assignment}/points.{kind}", "assignment_export", gradebook.export_assignment, TAUGHT),
    Page("/assigned/{assignment}/copies", "copies", copying.page, TAUGHT),
    ONCE("/assigned/{assignment}/copies/dismissal", "dismiss_copy", copying.dismiss_hint, TAUGHT),
    Page("/assigned/{assignment}/regrade", "regrade", regrading.page, TAUGHT),
    ONCE("/assigned/{assignment}/regrade", "regrade_do", regrading.apply, TAUGHT),
    ONCE("/assigned/{assignment}/regrade/undoing", "regrade_undo", regrading.undo, TAUGHT),
    Page("/students-work/{attempt}", "work", marking.work, SEEN),
    Page("/students-work/{attempt}/labs/{slot}", "work_lab", bench_stepping.page, SEEN),
    KNOWN("/students-work/{attempt}/{slot}/decision", "decide_answer", marking.decide, SEEN),
    ONCE("/marks/{mark}/undoing", "undo_mark", marking.undo, OWN_MARK),
    Page("/queue", "review_queue", marking.queue, TEACHER),
    Page("/my-tasks", "author_home", authoring.home, AUTHOR),
    Page("/my-tasks/new", "author_new", authoring.new_page, AUTHOR),
    ONCE("/my-tasks/new", "author_new_do", authoring.new, AUTHOR),
    Page("/my-tasks/library", "author_library", authoring.library_page, AUTHOR),
    ONCE("/my-tasks/copies/{edition}", "author_copy", authoring.copy, DUPLICATED),
    Page("/my-tasks/{document}", "author_first", authoring_form.first, OWN_WRITTEN),
    Page("/my-tasks/{document}/steps/{step}", "author_step", authoring_form.step, OWN_WRITTEN),
    ONCE("/my-tasks/{document}/steps/{step}", "author_save", authoring_form.save_step, OWN_WRITTEN),
    Page("/my-tasks/{document}/yaml", "author_yaml", authoring_yaml.page, OWN_WRITTEN),
    ONCE("/my-tasks/{document}/yaml", "author_yaml_do", authoring_yaml.save_yaml, OWN_WRITTEN),
    Page("/my-tasks/{document}/preview", "author_preview", authoring_publishing.preview, OWN_WRITTEN),
    Page("/my-tasks/{document}/proof", "author_proof", authoring_publishing.proof, OWN_WRITTEN),
    ONCE("/my-tasks/{document}/publication", "author_publish", authoring_publishing.publish, OWN_WRITTEN),
    ONCE("/my-tasks/{document}/offer", "author_offer", authoring_publishing.offer, OWN_WRITTEN),
    ONCE("/my-tasks/{document}/class", "author_give", authoring_publishing.give, OWN_WRITTEN),
    ONCE("/my-tasks/{document}/deletion", "author_delete", authoring.remove, OWN_WRITTEN),
    ONCE("/my-tasks/{document}/restoration", "author_restore", authoring.bring_back, OWN_WRITTEN),
    Page("/textbooks/worker.js", "reader_worker", reader.worker, ANYBODY),
    Page("/textbooks/kept", "kept_textbooks", reader.kept, SIGNED_IN),
    Page("/textbooks/{edition}/export.epub", "textbook_export", exporting.export, LOOKED_AT),
    Page("/textbooks/{edition}", "textbook", reader.textbook, READ),
    Page("/textbooks/{edition}/search", "textbook_search", reader_search.search_book, READ),
    Page("/textbooks/{edition}/place", "textbook_resume", reader.resume, READ),
    AGAIN("/textbooks/{edition}/place", "textbook_place", reader_places.keep_place, READ),
    Page("/textbooks/{edition}/notes", "textbook_notes", reader_notes.notes_page, READ),
    ONCE("/textbooks/{edition}/notes", "textbook_note", reader_notes.keep_note, READ),
    Page("/textbooks/{edition}/notes.md", "textbook_notes_export", reader_notes.export, READ),
    ONCE(NOTE, "textbook_note_change", reader_notes.change_note, OWN_NOTE),
    ONCE(f"{NOTE}/deletion", "textbook_note_delete", reader_notes.delete_note, OWN_NOTE),
    ONCE(f"{NOTE}/restoration", "textbook_note_restore", reader_notes.restore_note, OWN_NOTE),
    Page("/textbooks/{edition}/{position}", "reader", reader.document, READ),
    Page("/textbooks/{edition}/{position}/text", "reader_text", reader.text, READ),
    Page("/textbooks/{edition}/{position}/mine", "reader_mine", reader_places.mine, READ),
    Page("/uploads", "uploads", uploads.page, AUTHOR),
    ONCE("/uploads", "upload_whole", uploads.keep_whole, AUTHOR, largest=LARGEST_UPLOAD),
    ONCE("/uploads/new", "upload_begin", uploads.begin, AUTHOR),
    Page("/uploads/{upload}", "upload_state", uploads.state, OWN_UPLOAD),
    PART("/uploads/{upload}/parts/{part}", "upload_part", uploads.receive, OWN_UPLOAD),
    AGAIN("/uploads/{upload}/finishing", "upload_finish", uploads.finish, OWN_UPLOAD),
    ONCE("/uploads/{upload}/abandonment", "upload_abandon", uploads.abandon, OWN_UPLOAD),
    Page("/jobs", "jobs", jobs.home, STAFF),
    Page("/jobs/{job}", "job", jobs.page, OWN_JOB),
    AGAIN("/jobs/{job}/stopping", "job_stop", jobs.stop, OWN_JOB),
    ONCE("/jobs/{job}/repeating", "job_repeat", jobs.again, OWN_JOB),
    Page("/my-lessons", "scenarios", scenario_writing.home, AUTHOR),
    ONCE("/my-lessons", "scenario_new", scenario_writing.new, AUTHOR),
    ONCE("/my-lessons/copies/{edition}", "scenario_copy", scenario_writing.copy, DUPLICATED),
    Page("/my-lessons/{document}", "scenario_edit", scenario_writing.page, OWN_WRITTEN),
    ONCE("/my-lessons/{document}", "scenario_save", scenario_writing.change, OWN_WRITTEN),
    ONCE("/my-lessons/{document}/deletion", "scenario_delete", scenario_writing.remove, OWN_WRITTEN),
    ONCE("/my-lessons/{document}/restoration", "scenario_restore", scenario_writing.bring_back, OWN_WRITTEN),
    Page("/lessons/{edition}", "lesson", lessons.lesson, LOOKED_AT),
    Page("/lessons/{edition}/board", "board", lessons.board, LOOKED_AT),
    ONCE(
        "/lessons/{edition}/assignments",
        "lesson_assign",
        lessons.assign_all,
        ASSIGNED,
        lost=lessons.assign_all,
    ),
    ONCE("/lessons/{edition}/rating", "lesson_rating", lessons.rate, LOOKED_AT),
    ONCE("/lessons/{edition}/comments", "lesson_comment", lessons.comment, LOOKED_AT),
    ONCE("/lessons/{edition}/comments/deletion", "lesson_comment_remove", lessons.remove_comment, LOOKED_AT),
    Page("/courses/{edition}", "course", courses.course, READ),
    AGAIN("/courses/{edition}/ticks", "course_tick", courses.tick, READ),
    Page("/library/{edition}", "library_work", watching.work, READ),
    AGAIN("/library/{edition}/completion", "work_done", watching.complete, READ),
    Page("/documents", "publisher_home", publishing.home, PUBLISHER),
    Page("/documents/new", "upload", publishing.upload_page, PUBLISHER),
    ONCE("/documents/new", "upload_do", publishing.upload, PUBLISHER, largest=LARGEST_UPLOAD),
    Page("/documents/packages", "packages", packages.page, PUBLISHER),
    AGAIN(
        "/documents/packages",
        "package_do",
        packages.take_in,
        PUBLISHER,
        largest=LARGEST_UPLOAD,
    ),
    Page("/documents/statistics", "statistics", statistics.statistics, PUBLISHER),
    Page("/documents/{edition}", "edition", publishing.edition, OWN_DOCUMENT),
    Page("/documents/{edition}/description", "describe", describing.page, OWN_DOCUMENT),
    ONCE("/documents/{edition}/description", "describe_do", describing.save, OWN_DOCUMENT),
    Page("/documents/{edition}/narration", "narration", narrating.status, OWN_DOCUMENT),
    ONCE("/documents/{edition}/narration", "narrate", narrating.ask, OWN_DOCUMENT),
    AGAIN("/documents/{edition}/narration/stopping", "narration_cancel", narrating.cancel, OWN_DOCUMENT),
    ONCE("/documents/{edition}/submission", "submit", publishing.submit_for_review, OWN_DOCUMENT),
    ONCE(
        "/documents/{edition}/taking-back",
        "take_back_edition",
        publishing.take_back_from_review,
        OWN_DOCUMENT,
    ),
    ONCE("/documents/{edition}/withdrawal", "withdraw_edition", publishing.withdraw_edition, OWN_DOCUMENT),
    Page("/reviews", "reviewer_home", reviewing.review_list, REVIEWER),
    Page("/reviews/{edition}", "review", reviewing.review, REVIEWED),
    ONCE("/reviews/{edition}/taking-up", "take_up", reviewing.begin, REVIEWED),
    ONCE("/reviews/{edition}/decision", "decide", reviewing.decide, REVIEWED),
    Page("/oai", "oai", harvesting.oai, ANYBODY),
    Page("/works/{school}/{identifier}", "work_by_name", harvesting.work_by_name, READ),
    Page("/server", "operator_home", operating.home, OPERATOR),
    Page("/server/jobs", "server_jobs", jobs.server, OPERATOR),
    ONCE("/server/jobs", "server_jobs_do", jobs.server_change, OPERATOR),
)
