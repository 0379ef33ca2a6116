"""Narration: what is written → words for a synthesiser, Russian or English, and sounds that speak them.

Words: *spoken* (without digits, signs and abbreviations), *voice* (a language of a synthesiser), *clip*. May
import `library_core.sounds`, `library_core.textbooks` and `variants`; what is pure stands apart from jobs.
"""
