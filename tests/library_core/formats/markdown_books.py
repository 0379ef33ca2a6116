"""A small textbook in Markdown for tests: two chapters, a figure, a table, formulas, boxes, a notebook."""

from collections.abc import Mapping
from typing import Final

HEAD: Final = """---
id: physics-9
title: "Физика: движение"
subtitle: Учебник для 9 класса
language: ru
subject: physics
section: [mechanics, optics]
grades: [9, 10]
authors: [Первый Автор, Второй Автор]
publisher: Tetrad
rights_holder: Tetrad
licence: CC-BY-SA-4.0
issued: 2026-09-01
description: Краткий учебник о движении.
cover: figures/block.svg
---
О книге: *пара слов*.
"""
MOTION: Final = r"""# Движение {#start}

Текст $F = ma$[^1] и ещё. См. [закон](#law) и [главу 2](02-forces.md#second). {#para}

{page=5}

![Брусок на плоскости](../figures/block.svg)
Рис. 1. Брусок массой $m$. {#fig-1}

| $v$, м/с | $s$, м |
|---|--:|
| 1 | 2 |

: Таблица 1. Скорости и пути.

## Законы

::: law {title="Закон Ньютона, a < b"}
Ускорение тела. {#law}

$$
\vec a = \frac{\vec F}{m}
$$

- пункт один
- пункт два
  - вложенный
:::

::: notebook {name=library/incline}
:::

[^1]: Второй закон.
"""
FORCES: Final = "# Силы\n\nРеакция $\\ce{2H2 + O2 -> 2H2O}$. {#second}\n"
SVG: Final = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'


def book_files(**changed: str) -> Mapping[str, bytes]:
    """Return the folder of the book; `head`, `motion` and `forces` take the place of those files."""
    return {
        "book.md": changed.get("head", HEAD).encode(),
        "chapters/01-motion.md": changed.get("motion", MOTION).encode(),
        "chapters/02-forces.md": changed.get("forces", FORCES).encode(),
        "figures/block.svg": SVG,
    }
