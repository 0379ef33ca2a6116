"""Background work: what each kind of job does, and the workers that do it.

A kind is a function of a `Run`; whatever it does it can do again, because a worker may die at any moment. May
import everything of `api` but routes, commands and pages.
"""
