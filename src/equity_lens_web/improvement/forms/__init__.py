"""What people say of a project, one form a step."""
