/** Finding to edits: how each kind of value is taken out of a prompt, or sent in a form that discloses less. */
export { bindingFixes } from './bindings.ts';
export { literalFixes } from './literals.ts';
export { applyForm, formFixes, projectFixes, removalFixes } from './placeholders.ts';
