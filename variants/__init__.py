"""Task templates, pools of certified variants, dealing and checking: pure, without I/O.

Words: task, parameter, given, pool, variant, deal, key, check, verdict. Imports nothing of ours.
"""
