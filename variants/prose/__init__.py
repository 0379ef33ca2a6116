"""Prose: Markdown and formulas that authors write → safe HTML with MathML.

Words: *source* (what was written), *formula* (LaTeX between dollars), *gap* (a mark left in the HTML
where each variant's own value goes). Imports only `variants.texts` of ours.
"""
