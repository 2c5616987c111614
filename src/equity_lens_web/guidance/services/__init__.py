"""What people do with guides: change them, propose and vote, adopt a shape of the role."""
