"""What people do to the plan. Each asks permission, makes the change and leaves a record of it."""
