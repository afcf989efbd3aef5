import { MESSAGE_TYPES, type MessageType } from '../../kernel/committee.js';

/** Is what stands in `EML/@Id` a message that travels here? */
export function isResultType(type: string): type is MessageType {
  return (MESSAGE_TYPES as readonly string[]).includes(type);
}
