"""The platform: a board signs in and sees its evidence."""
