"""The activities, measures and priorities of the health inequalities lead."""
