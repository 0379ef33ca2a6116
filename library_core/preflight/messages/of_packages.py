"""Meanings of what is found in package documents: metadata, manifest, spine, guide, collections (OPF)."""

from typing import Final

from library_core.preflight.meanings import Meanings, meaning

_ID = ("Correct the id, or add the item.", "Исправьте идентификатор или добавьте элемент.")
_DATE = ("Write the date as 2026, 2026-09 or 2026-09-01.", "Запишите дату как 2026, 2026-09 или 2026-09-01.")
_FALLBACK = (
    "Give the item a fallback that ends at an XHTML or SVG document.",
    "Укажите замену (`fallback`), которая приводит к документу XHTML или SVG.",
)
_DICTIONARY = ("See EPUB Dictionaries and Glossaries 1.0.", "См. «EPUB Dictionaries and Glossaries 1.0».")
_TYPE = (
    "Correct the media type, or save the file in the type it names.",
    "Исправьте тип или сохраните файл в указанном типе.",
)
_LINK = ("Correct `rel` and `media-type` of the link.", "Исправьте `rel` и `media-type` ссылки.")

PACKAGES: Final[Meanings] = {
    "OPF-001": meaning(
        "error",
        (
            "The package document has no version that we know.",
            'Write version="3.0" (or "2.0") and the namespace http://www.idpf.org/2007/opf.',
        ),
        (
            "Версия документа пакета не указана или неизвестна.",
            'Укажите version="3.0" (или "2.0") и пространство имён http://www.idpf.org/2007/opf.',
        ),
    ),
    "OPF-003": meaning(
        "usage",
        ("`{name}` is in the archive, but not in the manifest.", "List it in the manifest, or remove it."),
        ("`{name}` есть в архиве, но не в манифесте.", "Внесите файл в манифест или удалите его."),
    ),
    "OPF-012": meaning(
        "error",
        ("The property `{property}` does not fit a resource of type {type}.", "Remove the property."),
        ("Свойство `{property}` не подходит ресурсу типа {type}.", "Удалите свойство."),
    ),
    "OPF-013": meaning(
        "warning",
        ("`{name}` is said to be {declared} here, but {type} in the manifest.", "Make both types the same."),
        ("`{name}` назван здесь {declared}, а в манифесте — {type}.", "Укажите в обоих местах один тип."),
    ),
    "OPF-014": meaning(
        "error",
        (
            "The document needs the property `{property}` in the manifest.",
            "Add `{property}` to `properties` of its item.",
        ),
        (
            "В манифесте у документа нет нужного свойства `{property}`.",
            "Добавьте `{property}` в `properties` его элемента.",
        ),
    ),
    "OPF-015": meaning(
        "error",
        (
            "The manifest says `{property}`, but the document has nothing of the kind.",
            "Remove `{property}` from `properties`.",
        ),
        (
            "В манифесте указано `{property}`, но в документе этого нет.",
            "Удалите `{property}` из `properties`.",
        ),
    ),
    "OPF-018": meaning(
        "warning",
        ("`remote-resources` is declared, but nothing is fetched from elsewhere.", "Remove the property."),
        ("Указано `remote-resources`, но извне ничего не загружается.", "Удалите свойство."),
    ),
    "OPF-018b": meaning(
        "usage",
        (
            "`remote-resources` is declared; only scripts may need it here.",
            "Make sure that a script needs it.",
        ),
        (
            "Указано `remote-resources`; здесь оно может быть нужно только сценариям.",
            "Проверьте, нужно ли оно сценарию.",
        ),
    ),
    "OPF-025": meaning(
        "error",
        ("`{property}` is a list where one value is asked.", "Leave one value."),
        ("`{property}` — список, а нужно одно значение.", "Оставьте одно значение."),
    ),
    "OPF-029": meaning(
        "error",
        ("`{name}` is not of the type {type} that the manifest gives it.", _TYPE[0]),
        ("Файл `{name}` не того типа ({type}), что указан в манифесте.", _TYPE[1]),
    ),
    "OPF-030": meaning(
        "error",
        (
            "No `dc:identifier` has the id `{identifier}`.",
            "Let `unique-identifier` name the id of a `dc:identifier`.",
        ),
        (
            "Нет элемента `dc:identifier` с id `{identifier}`.",
            "Укажите в `unique-identifier` id элемента `dc:identifier`.",
        ),
    ),
    "OPF-031": meaning(
        "error",
        ("The guide leads to `{name}`, which the manifest does not list.", _ID[0]),
        ("Раздел `guide` ведёт к `{name}`, которого нет в манифесте.", _ID[1]),
    ),
    "OPF-032": meaning(
        "error",
        ("The guide leads to `{name}`, which is no document.", "Lead to a document of the book."),
        ("Раздел `guide` ведёт к `{name}`, а это не документ.", "Ведите к документу книги."),
    ),
    "OPF-033": meaning(
        "error",
        ("Nothing in the spine is read in order.", 'Remove linear="no" from the chapters.'),
        ("В порядке чтения (`spine`) нет ни одного основного документа.", 'Уберите linear="no" у глав.'),
    ),
    "OPF-034": meaning(
        "error",
        ("The item `{identifier}` stands in the spine twice.", "Leave it once."),
        ("Элемент `{identifier}` стоит в порядке чтения дважды.", "Оставьте его один раз."),
    ),
    "OPF-035": meaning(
        "warning",
        ("XHTML is listed as text/html.", "Write application/xhtml+xml."),
        ("Документ XHTML указан как text/html.", "Укажите application/xhtml+xml."),
    ),
    "OPF-037": meaning(
        "warning",
        ("The media type {type} is obsolete.", "Use the type of EPUB 2 or 3."),
        ("Тип {type} устарел.", "Используйте тип EPUB 2 или 3."),
    ),
    "OPF-040": meaning(
        "error",
        ("The fallback `{identifier}` is not in the manifest.", _ID[0]),
        ("Замены `{identifier}` нет в манифесте.", _ID[1]),
    ),
    "OPF-041": meaning(
        "error",
        ("The fallback style `{identifier}` is not in the manifest.", _ID[0]),
        ("Стиля-замены `{identifier}` нет в манифесте.", _ID[1]),
    ),
    "OPF-042": meaning(
        "error",
        ("A resource of type {type} can't stand in the spine.", "Put it into a page."),
        ("Ресурс типа {type} не может стоять в порядке чтения.", "Поместите его на страницу."),
    ),
    "OPF-043": meaning(
        "error",
        ("`{identifier}` of type {type} stands in the spine without a fallback.", _FALLBACK[0]),
        ("`{identifier}` типа {type} стоит в порядке чтения без замены.", _FALLBACK[1]),
    ),
    "OPF-044": meaning(
        "error",
        ("The fallbacks of `{identifier}` ({type}) lead to no document.", _FALLBACK[0]),
        ("Замены `{identifier}` ({type}) не приводят к документу.", _FALLBACK[1]),
    ),
    "OPF-045": meaning(
        "error", ("Fallbacks lead in a circle.", _FALLBACK[0]), ("Замены ходят по кругу.", _FALLBACK[1])
    ),
    "OPF-048": meaning(
        "error",
        ("The package has no `unique-identifier`.", "Name the id of the book's `dc:identifier`."),
        ("У пакета нет атрибута `unique-identifier`.", "Укажите id элемента `dc:identifier` книги."),
    ),
    "OPF-049": meaning(
        "error",
        ("There is no item `{identifier}` in the manifest.", _ID[0]),
        ("В манифесте нет элемента `{identifier}`.", _ID[1]),
    ),
    "OPF-050": meaning(
        "error",
        ("The `toc` of the spine is no NCX.", "Name the item of type application/x-dtbncx+xml."),
        ("Атрибут `toc` указывает не на NCX.", "Укажите элемент типа application/x-dtbncx+xml."),
    ),
    "OPF-052": meaning(
        "error",
        ("The role `{role}` is unknown.", "Use a MARC relator code: aut, edt, ill…"),
        ("Роль `{role}` неизвестна.", "Используйте код MARC: aut, edt, ill…"),
    ),
    "OPF-053": meaning(
        "warning",
        ("`{value}` is no date as advised.", _DATE[0]),
        ("`{value}` записано не как дата.", _DATE[1]),
    ),
    "OPF-054": meaning("error", ("`{value}` is no date.", _DATE[0]), ("`{value}` — не дата.", _DATE[1])),
    "OPF-055": meaning(
        "warning",
        ("{element} is empty.", "Fill or remove it."),
        ("Элемент {element} пуст.", "Заполните или удалите его."),
    ),
    "OPF-065": meaning(
        "error",
        ("Metadata refine each other in a circle.", "Let `refines` lead to what is described."),
        ("Метаданные уточняют друг друга по кругу.", "Пусть `refines` ведёт к тому, что описано."),
    ),
    "OPF-067": meaning(
        "error",
        (
            "`{name}` is both linked from the metadata and listed in the manifest.",
            "Take it out of the manifest, or delete the <link>.",
        ),
        (
            "Файл `{name}` указан и ссылкой в метаданных, и в манифесте.",
            "Уберите его из манифеста или удалите <link>.",
        ),
    ),
    "OPF-070": meaning(
        "warning",
        ("The role `{role}` is no URL.", "Give roles of your own as URLs."),
        ("Роль `{role}` — не адрес.", "Свои роли записывайте адресом."),
    ),
    "OPF-071": meaning(
        "error",
        ("An index holds something else than XHTML.", "Leave XHTML documents in it."),
        ("В указателе есть не только XHTML.", "Оставьте в нём документы XHTML."),
    ),
    "OPF-072": meaning(
        "usage",
        ("{element} is empty.", "Fill or remove it."),
        ("Элемент {element} пуст.", "Заполните или удалите его."),
    ),
    "OPF-074": meaning(
        "error",
        ("`{name}` is in the manifest more than once.", "Leave one item."),
        ("`{name}` внесён в манифест несколько раз.", "Оставьте один элемент."),
    ),
    "OPF-075": meaning(
        "error",
        ("A preview holds something else than documents.", "Leave XHTML and SVG in it."),
        ("В ознакомительном фрагменте есть не только документы.", "Оставьте в нём XHTML и SVG."),
    ),
    "OPF-076": meaning(
        "error",
        ("A preview leads into a document by CFI.", "Lead to whole documents."),
        ("Ознакомительный фрагмент ссылается внутрь документа по CFI.", "Ссылайтесь на документы целиком."),
    ),
    "OPF-077": meaning(
        "warning",
        ("A data navigation document stands in the spine.", "Remove it from the spine."),
        ("Документ навигации по данным стоит в порядке чтения.", "Уберите его оттуда."),
    ),
    "OPF-078": meaning(
        "error",
        ("A dictionary has no dictionary content.", _DICTIONARY[0]),
        ("В словаре нет словарных статей.", _DICTIONARY[1]),
    ),
    "OPF-079": meaning(
        "warning",
        ("There is dictionary content, but no `dc:type` dictionary.", _DICTIONARY[0]),
        ("Словарные статьи есть, а `dc:type` dictionary не указан.", _DICTIONARY[1]),
    ),
    "OPF-081": meaning(
        "error",
        ("The dictionary names `{name}`, which is not there.", _DICTIONARY[0]),
        ("Словарь ссылается на `{name}`, которого нет.", _DICTIONARY[1]),
    ),
    "OPF-082": meaning(
        "error",
        ("A dictionary has several search key maps.", _DICTIONARY[0]),
        ("У словаря несколько карт поиска.", _DICTIONARY[1]),
    ),
    "OPF-083": meaning(
        "error",
        ("A dictionary has no search key map.", _DICTIONARY[0]),
        ("У словаря нет карты поиска.", _DICTIONARY[1]),
    ),
    "OPF-084": meaning(
        "error",
        ("The dictionary holds `{name}`, neither XHTML nor a map.", _DICTIONARY[0]),
        ("В словаре есть `{name}` — не XHTML и не карта поиска.", _DICTIONARY[1]),
    ),
    "OPF-085": meaning(
        "warning",
        ("`{value}` is said to be a UUID and is none.", "Write a true UUID."),
        ("`{value}` назван UUID, но это не UUID.", "Запишите настоящий UUID."),
    ),
    "OPF-086": meaning(
        "warning",
        ("`{property}` is obsolete.", "Use {other}."),
        ("`{property}` устарело.", "Используйте {other}."),
    ),
    "OPF-089": meaning(
        "error",
        ("`alternate` stands with other relations.", _LINK[0]),
        ("`alternate` стоит вместе с другими отношениями.", _LINK[1]),
    ),
    "OPF-090": meaning(
        "usage",
        ("{type} is allowed, {preferred} is better.", "Write {preferred}."),
        ("{type} допустимо, но лучше {preferred}.", "Укажите {preferred}."),
    ),
    "OPF-091": meaning(
        "error",
        ("The address of an item has a fragment: `{name}`.", "Remove `#…`."),
        ("В адресе элемента манифеста есть фрагмент: `{name}`.", "Удалите `#…`."),
    ),
    "OPF-092": meaning(
        "error",
        ("`{language}` is no language tag.", "Write ru, en, kk, be-BY…"),
        ("`{language}` — не код языка.", "Запишите ru, en, kk, be-BY…"),
    ),
    "OPF-093": meaning(
        "error",
        ("A link to a file of the package has no media type.", _LINK[0]),
        ("У ссылки на файл пакета нет типа.", _LINK[1]),
    ),
    "OPF-094": meaning(
        "error",
        ("A `{relation}` link has no media type.", _LINK[0]),
        ("У ссылки `{relation}` нет типа.", _LINK[1]),
    ),
    "OPF-095": meaning(
        "error",
        ("A `voicing` link leads to {type}, no audio.", _LINK[0]),
        ("Ссылка `voicing` ведёт к {type}, а не к звуку.", _LINK[1]),
    ),
    "OPF-096": meaning(
        "error",
        (
            "`{name}` is out of the order of reading, and no link leads to it.",
            'Link to it, or remove linear="no".',
        ),
        (
            "`{name}` стоит вне порядка чтения, и ни одна ссылка к нему не ведёт.",
            'Сделайте ссылку или уберите linear="no".',
        ),
    ),
    "OPF-096b": meaning(
        "usage",
        (
            "`{name}` is out of the order of reading; only a script could lead there.",
            "Make sure that it can be reached.",
        ),
        (
            "`{name}` стоит вне порядка чтения; попасть туда можно только сценарием.",
            "Проверьте, что туда можно попасть.",
        ),
    ),
    "OPF-097": meaning(
        "usage",
        ("`{name}` is listed, but nothing shows it.", "Remove it, if nobody needs it."),
        ("`{name}` есть в манифесте, но нигде не показан.", "Удалите файл, если он не нужен."),
    ),
    "OPF-098": meaning(
        "error",
        ("A link leads into the package document: `{address}`.", "Lead to a resource."),
        ("Ссылка ведёт внутрь документа пакета: `{address}`.", "Ссылайтесь на ресурс."),
    ),
    "OPF-099": meaning(
        "error",
        ("The manifest lists the package document.", "Remove this item."),
        ("Документ пакета внесён в свой же манифест.", "Удалите этот элемент."),
    ),
}
