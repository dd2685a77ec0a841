"""Mutants of a pathway: small faults, each planted in its files by itself.

A spec is as strong as the faults it notices. `mutants` plants them one at a time, in the models
of the files and so with the file and line of each; `compiled` makes of each a library that
specs and proofs can be run against.
"""

from pathway.authoring.mutation.mutants import Fault, Mutant, Planted, compiled, mutants

__all__ = ["Fault", "Mutant", "Planted", "compiled", "mutants"]
