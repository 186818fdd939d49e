-- A session of an editor that nobody here wrote the client of: starts the server over stdio, waits for the diagnostics it
-- pushes, asks for the code actions of the first one, applies the preferred action, and waits for the diagnostics to follow.
-- Environment: SERVER (JSON array: the command), LANGUAGE (language id), RULE (code of the diagnostic), RESULT (JSON file).
local result = { stages = {} }

local function finish()
  vim.fn.writefile({ vim.fn.json_encode(result) }, vim.env.RESULT)
  vim.cmd('qa!')
end

local function fail(message)
  result.error = message
  finish()
end

local function plain(diagnostic)
  local data = diagnostic.user_data and diagnostic.user_data.lsp or {}
  return { code = data.code, line = diagnostic.lnum, column = diagnostic.col, message = diagnostic.message }
end

local function ofRule(diagnostics)
  return vim.tbl_filter(function(diagnostic)
    return diagnostic.code == vim.env.RULE
  end, vim.tbl_map(plain, diagnostics))
end

local buffer = vim.api.nvim_get_current_buf()
local client = vim.lsp.start_client({
  name = 'prompt-privacy',
  cmd = vim.fn.json_decode(vim.env.SERVER),
  root_dir = vim.fn.getcwd(),
  get_language_id = function()
    return vim.env.LANGUAGE
  end,
})
if not client then
  return fail('the server did not start')
end
vim.lsp.buf_attach_client(buffer, client)

local found = vim.wait(20000, function()
  return #ofRule(vim.diagnostic.get(buffer)) > 0
end, 20)
result.before = vim.tbl_map(plain, vim.diagnostic.get(buffer))
if not found then
  return fail('no diagnostic of the rule was pushed')
end

local first = ofRule(vim.diagnostic.get(buffer))[1]
local wanted = vim.tbl_filter(function(diagnostic)
  local one = plain(diagnostic)
  return one.code == first.code and one.line == first.line and one.column == first.column
end, vim.diagnostic.get(buffer))[1]
local range = wanted.user_data and wanted.user_data.lsp or {}
local position = { line = wanted.lnum, character = wanted.col }
local params = {
  textDocument = vim.lsp.util.make_text_document_params(buffer),
  range = { start = position, ['end'] = position },
  context = {
    only = { 'quickfix' },
    diagnostics = {
      {
        range = { start = position, ['end'] = { line = wanted.end_lnum, character = wanted.end_col } },
        code = range.code,
        message = wanted.message,
        source = wanted.source,
        severity = wanted.severity,
        data = range.data,
      },
    },
  },
}
local answers = vim.lsp.buf_request_sync(buffer, 'textDocument/codeAction', params, 10000)
local answer = answers and answers[client]
if not answer or not answer.result then
  return fail('no answer to codeAction')
end
result.actions = vim.tbl_map(function(action)
  return action.title
end, answer.result)

local preferred = vim.tbl_filter(function(action)
  return action.isPreferred and action.edit
end, answer.result)[1]
if not preferred then
  return fail('no preferred action with an edit')
end
result.applied = preferred.title
vim.lsp.util.apply_workspace_edit(preferred.edit, vim.lsp.get_client_by_id(client).offset_encoding)
result.text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')

result.followed = vim.wait(20000, function()
  return #ofRule(vim.diagnostic.get(buffer)) < #vim.tbl_filter(function(one)
    return one.code == vim.env.RULE
  end, result.before)
end, 20)
result.after = vim.tbl_map(plain, vim.diagnostic.get(buffer))
finish()
