"""Whole archives: one isolated child for each document, a record of what became of each, and outputs for all.

`runner` keeps children at work and watches their clocks; `zygote` is the warm parent that they are forked from,
`isolation` what a child may not do, `work` what it does. `store` keeps what is done, so that a run that was broken
off goes on; `archive` puts all together. `cluster` does what `runner` does with many machines, on which `node` reads.
"""
