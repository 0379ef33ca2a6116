"""Pre-flight: what is wrong with a publisher's package, where, what it means, and how to mend it.

Checks return findings (`library_core.formats.findings`); the catalogue says what their identifiers mean. May
import `library_core.formats`, `library_core.textbooks` and `variants.texts`; knows no database and no page.
"""
