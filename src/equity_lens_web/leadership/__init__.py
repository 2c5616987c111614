"""The health inequalities lead's role: charter, induction, reflections, handover."""
