/** What a new policy starts as: enough to be useful at once, short enough to be read. */
export const policyTemplate = `# Which data may be sent to Claude, for what, and where to.
version: 1

# Data that prompts may carry, as Fideslang categories; a parent covers its children.
categories:
  permitted: [user.name, user.contact, user.content]
  prohibited: [user.government_id, user.authorization]
  default_form: { user.name: tokenize, user.contact: tokenize }

# Where data comes from. The quick fix "Classify" on a placeholder adds entries here.
sources: []

# Why prompts exist, and the data that each needs.
use_cases: []
`;
