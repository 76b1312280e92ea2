"""The application: calls, speech, policy, actions, record and pages."""
