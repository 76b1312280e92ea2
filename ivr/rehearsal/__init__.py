"""Rehearsal: a whole line on this machine, with a phone network, faults on request and reports.

`warmline demo`, `warmline call` and `warmline bench` are thin commands over this package.
"""
