"""Plain arithmetic on released results: where people are lost, what might help, at what pace.

Nothing here meets a count that has not passed the gate, so nothing here can give one away. No
result is of a person: everything is modelled for groups.
"""
