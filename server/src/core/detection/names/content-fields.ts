import type { FieldWords } from './health-fields.ts';

/** Words of fields that hold free text, traces of behaviour or secrets. */
export const contentFields: Readonly<Record<string, FieldWords>> = {
  RESUME: {
    telling: `resume|work history|employment history|work experience|curriculum vitae|candidate experience|employee work experience|applicant experience|job applicant experience|cover letter|cv text|candidate profile
      |job history|professional experience`,
    object: 'experience|qualification|skill',
  },
  MESSAGE_CONTENT: {
    telling: `message body|email body|ticket body|ticket text|ticket description|chat transcript|chat history|conversation history|chat message|chat log|message content|customer message|user message|email content|email text
      |private message|direct message|support ticket|call transcript|ticket content|conversation|transcript|email thread|customer feedback|complaint text|case note|ticket|review text|case description|user question|customer question|ticket message|ticket comment|survey response`,
    object:
      'message|body|comment|feedback|complaint|review|text|content|question|description|query|input|note|subject|letter|history|summary|story|essay',
  },
  BROWSING_HISTORY: {
    telling:
      'browsing history|search history|past search|visited page|page view history|click history|watch history|viewing history|web history|like history|twitter like|instagram share|linkedin comment|favorite food|interest',
    object: 'preference|like|favorite',
  },
  USER_AGENT: { telling: 'user agent' },
  LOG_LINE: {
    telling:
      'log line|log entry|access log|audit log|server log|application log|log message|log text|raw log|log excerpt|log content|log record|error log|log file content|session log',
    weak: 'log',
  },
  PASSWORD: { telling: 'password|user password|passcode|pass word|password plain|secret answer|security answer' },
  API_KEY: {
    telling:
      'api key|access token|auth token|secret key|api secret|api token|bearer token|refresh token|client secret|access key|session token|id token|oauth token|private token|secret access key',
  },
  PRIVATE_KEY: { telling: 'private key|ssh key|signing key|encryption key' },
  CONNECTION_STRING: { telling: 'connection string|database url|db url|dsn|database dsn' },
};
