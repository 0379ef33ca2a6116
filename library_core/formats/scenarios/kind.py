"""The kind `scenario`: one Markdown file, in one language, that uses whatever its steps attach."""

from collections.abc import Mapping

from library_core.formats.scenarios.reading import read_scenario
from library_core.formats.scenarios.scenario import Scenario
from library_core.metadata import Metadata
from library_core.publishing import Described, FindUsed
from library_core.uses import Use
from variants.problems import DocumentRefused, Problem
from variants.prose.markdown import render_markdown
from variants.prose.plain import plain_text
from variants.texts import Text


def read_scenario_files(files: Mapping[str, bytes], _find_used: FindUsed) -> Described:
    """Read the one file of a scenario. Raises DocumentRefused."""
    if len(files) != 1:
        message = Text(en="a scenario is one file", ru="сценарий — это один файл")
        raise DocumentRefused([Problem(document=min(files, default="?"), message=message)])
    ((document, content),) = files.items()
    scenario = read_scenario(decode(content, document), document)
    return Described(
        identifier=scenario.id,
        title=_text(scenario, scenario.title),
        subject=scenario.subject,
        section=scenario.section,
        grades=scenario.grades,
        languages=(scenario.language,),
        skills=scenario.skills,
        uses=tuple(
            Use(name=each.name, kind="", document=document, line=each.line, column=1)
            for step in scenario.steps
            for each in step.attachments
        ),
        words=_text(scenario, _words(scenario)),
        metadata=Metadata(
            authors=scenario.authors,
            licence=scenario.licence,
            minutes=scenario.minutes,
            description=_text(scenario, " ".join(map(_sentence, scenario.goals))),
        ),
    )


def decode(content: bytes, document: str) -> str:
    """Return the text of a file. Raises DocumentRefused where it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = Text(
            en="the file is not UTF-8 text; save it in the UTF-8 encoding",
            ru="файл не в кодировке UTF-8; сохраните его в UTF-8",
        )
        line = content.count(b"\n", 0, error.start) + 1
        raise DocumentRefused([Problem(document=document, line=line, column=1, message=message)]) from None


def _text(scenario: Scenario, words: str) -> Text:
    return Text(ru=words) if scenario.language == "ru" else Text(en=words)


def _sentence(goal: str) -> str:
    return goal if goal.endswith((".", "!", "?", "…")) else f"{goal}."


def _words(scenario: Scenario) -> str:
    parts = [scenario.about, *scenario.goals]
    for step in scenario.steps:
        parts += [step.title, step.about, step.teacher, step.students, step.board]
    return "\n".join(plain_text(render_markdown(part)) for part in parts if part)
