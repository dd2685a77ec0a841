"""Planes: the fast evaluator, of one patient or of any number of cases at once.

A case is one way in which a patient may be. Of every yes/no definition two integers are kept, with
one bit a case: where it is known to be true, and where it is known to be false. `and`, `or` and
`not` are then bit operations on whole integers. The reference is `language.evaluate`, which also
says what an unknown value hangs on; tests hold the planes to it.

`code` is what a program comes to, `generate` makes it, `fill` sets its inputs.
"""
