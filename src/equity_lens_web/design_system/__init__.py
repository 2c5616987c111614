"""The look: the NHS design system's components, our tables and charts, and forms. No models."""
