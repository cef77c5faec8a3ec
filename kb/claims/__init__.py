"""What a sentence claims, and whether it stands in what the sentence cites: rules, without a model.

`unproved` asks whether each claim stands there at all; `swapped` whether each number stands beside the same things;
`contradicted` whether what is denied and what is affirmed are the same; `misassigned` whether the units have the roles
that the notice gives them.
"""

from kb.claims.polarity import contradicted
from kb.claims.roles import Cited, misassigned
from kb.claims.rules import RULES, Rule, plain, unproved
from kb.claims.swaps import swapped

__all__ = ["RULES", "Cited", "Rule", "contradicted", "misassigned", "plain", "swapped", "unproved"]
