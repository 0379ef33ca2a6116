"""Every route on one screen: address, name, what answers, and who may ask."""

from functools import partial
from typing import Final

from api.auth.access import ANYBODY, SIGNED_IN, holding
from api.routes import (
    assignments,
    catalogue,
    classes,
    gradebook,
    helping,
    marking,
    operating,
    people,
    practice,
    publishing,
    student,
)
from api.web.help_pages import PATH as HELP
from api.web.requests import LARGEST_UPLOAD
from api.web.routing import Page

TEACHER: Final = holding("teacher")
STUDENT: Final = holding("student")
PUBLISHER: Final = holding("publisher")
REVIEWER: Final = holding("reviewer")
OPERATOR: Final = holding("operator")
STAFF: Final = holding("teacher", "publisher", "reviewer", "operator")
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
OWN_DOCUMENT: Final = PUBLISHER.to("document of own school")
REVIEWED: Final = REVIEWER.to("document of own school")
POST: Final = partial(Page, method="POST")
SECRET_POST: Final = partial(POST, remembered=False, hashing=True)

PAGES: Final = (
    Page("/", "home", people.home, SIGNED_IN),
    Page("/sign-in", "sign_in", people.sign_in_page, ANYBODY),
    SECRET_POST("/sign-in", "sign_in_do", people.sign_in, ANYBODY),
    POST("/sign-out", "sign_out", people.sign_out, ANYBODY),
    POST("/language", "language", people.choose_language, ANYBODY),
    POST("/theme", "theme", people.choose_theme, ANYBODY),
    Page("/password", "password", people.password_page, SIGNED_IN),
    SECRET_POST("/password", "password_do", people.change_password, SIGNED_IN),
    Page(HELP, "help", helping.answers, ANYBODY),
    Page("/assignments", "student_home", student.home, STUDENT),
    Page("/assignments/{attempt}", "notebook", student.notebook, OWN_ATTEMPT),
    POST("/assignments/{attempt}/{slot}/draft", "draft", student.save, OWN_ATTEMPT),
    POST("/assignments/{attempt}/{slot}/reading", "read", student.read, OWN_ATTEMPT),
    POST("/assignments/{attempt}/{slot}/check", "check", student.check, OWN_ATTEMPT, remembered=False),
    Page("/practice", "practice_home", practice.home, LEARNER),
    POST("/practice/new/{edition}/{slot}", "practice_start", practice.start, PRACTISED),
    Page("/practice/{run}", "practice", practice.page, OWN_PRACTICE),
    POST("/practice/{run}/reading", "practice_read", practice.read, OWN_PRACTICE),
    POST("/practice/{run}/check", "practice_check", practice.check, OWN_PRACTICE),
    POST("/practice/{run}/solution", "practice_solve", practice.solve, OWN_PRACTICE),
    Page("/classes", "teacher_home", classes.home, TEACHER),
    POST("/classes", "class_new_do", classes.create, TEACHER),
    Page("/classes/{class_}", "class_page", classes.page, OWN_CLASS),
    Page("/classes/{class_}/roster", "roster", classes.roster_page, OWN_CLASS),
    SECRET_POST("/classes/{class_}/roster", "roster_do", classes.roster, OWN_CLASS),
    SECRET_POST("/classes/{class_}/slips", "slips", classes.slips, OWN_CLASS),
    SECRET_POST("/classes/{class_}/students/{student}/slip", "reset", classes.reset, OWN_CLASS),
    Page("/classes/{class_}/gradebook", "gradebook", gradebook.page, OWN_CLASS),
    Page("/classes/{class_}/gradebook.{kind}", "gradebook_export", gradebook.export_class, OWN_CLASS),
    Page("/catalogue", "catalogue", catalogue.catalogue, STAFF),
    Page("/catalogue/{edition}", "preview", catalogue.preview, LOOKED_AT),
    Page("/catalogue/{edition}/assign", "assign", assignments.assign_page, ASSIGNED),
    POST("/catalogue/{edition}/assign", "assign_do", assignments.send, ASSIGNED),
    Page("/assigned/{assignment}", "live", assignments.live, TAUGHT),
    POST("/assigned/{assignment}/closing", "close", assignments.close, TAUGHT),
    POST("/assigned/{assignment}/rules", "change_rules", assignments.change, TAUGHT),
    POST("/assigned/{assignment}/taking-back", "take_back", assignments.take_back, TAUGHT),
    POST("/assigned/{assignment}/newcomers", "deal_more", assignments.deal_more, TAUGHT),
    Page("/assigned/{assignment}/points.{kind}", "assignment_export", gradebook.export_assignment, TAUGHT),
    Page("/students-work/{attempt}", "work", marking.work, SEEN),
    POST("/students-work/{attempt}/{slot}/decision", "decide_answer", marking.decide, SEEN),
    POST("/marks/{mark}/undoing", "undo_mark", marking.undo, OWN_MARK),
    Page("/queue", "review_queue", marking.queue, TEACHER),
    Page("/documents", "publisher_home", publishing.home, PUBLISHER),
    Page("/documents/new", "upload", publishing.upload_page, PUBLISHER),
    POST("/documents/new", "upload_do", publishing.upload, PUBLISHER, largest=LARGEST_UPLOAD),
    Page("/documents/{edition}", "edition", publishing.edition, OWN_DOCUMENT),
    POST("/documents/{edition}/submission", "submit", publishing.submit_for_review, OWN_DOCUMENT),
    Page("/reviews", "reviewer_home", publishing.review_list, REVIEWER),
    Page("/reviews/{edition}", "review", publishing.review, REVIEWED),
    POST("/reviews/{edition}/decision", "decide", publishing.decide, REVIEWED),
    Page("/server", "operator_home", operating.home, OPERATOR),
)
