-- A session in Neovim, headless: open, an error appears, complete, mend it by a code action, look at
-- the symbols. What happens is written to the file that the environment names in SESSION_LOG.
local log = assert(io.open(os.getenv("SESSION_LOG"), "w"))
local patience = 60000

local function note(what, text)
  log:write(what .. ": " .. text .. "\n")
  log:flush()
end

local function problems()
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, string.format("%d:%d %s", one.lnum + 1, one.col + 1, one.message))
  end
  table.sort(found)
  return table.concat(found, " | ")
end

local function until_so(what, test)
  if not vim.wait(patience, test, 20) then
    note("waited in vain for", what .. "; there is: " .. problems())
    vim.cmd("cquit!")
  end
end

local function line(number)
  return vim.api.nvim_buf_get_lines(0, number - 1, number, false)[1]
end

local function asked(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, patience)
  for _, answer in pairs(answers or {}) do
    return answer.result
  end
end

local function session()
  vim.cmd("edit 01-see.md")
  local id = vim.lsp.start_client({
    name = "deck-builder",
    cmd = vim.split(os.getenv("SESSION_SERVER"), " "),
    root_dir = vim.fn.getcwd(),
  })
  vim.lsp.buf_attach_client(0, id)
  until_so("the server", function()
    local client = vim.lsp.get_client_by_id(id)
    return client and client.initialized
  end)
  note("opened", line(3))

  -- Something is typed, and not saved.
  vim.api.nvim_buf_set_lines(0, 2, 3, false, { "## Twice a day {#twice layout=conten}" })
  until_so("an error", function() return problems() ~= "" end)
  note("problems", problems())

  local column = line(3):find("conten", 1, true) + #"conten" - 1
  vim.api.nvim_win_set_cursor(0, { 3, column })
  local place = vim.lsp.util.make_position_params(0, "utf-16")
  local result = asked("textDocument/completion", place)
  local items = vim.lsp.util.text_document_completion_list_to_complete_items(result, "conten")
  local words = {}
  for _, item in ipairs(items) do table.insert(words, item.word) end
  note("complete", table.concat(words, " "))

  -- The first action that is offered is taken, as from the menu.
  vim.ui.select = function(actions, _, choose)
    local titles = {}
    for _, one in ipairs(actions) do
      local action = one.title and one or one.action or one[2]
      table.insert(titles, action.title)
    end
    note("actions", table.concat(titles, " | "))
    choose(actions[1], 1)
  end
  vim.lsp.buf.code_action()
  until_so("a changed line", function() return not line(3):find("conten}", 1, true) end)
  note("mended", line(3))
  until_so("no problems", function() return problems() == "" end)
  note("problems", "none")

  local params = { textDocument = vim.lsp.util.make_text_document_params() }
  local function symbols()
    local found = {}
    for _, one in ipairs(asked("textDocument/documentSymbol", params) or {}) do
      table.insert(found, one.name .. " (" .. (one.detail or "") .. ")")
      for _, inner in ipairs(one.children or {}) do
        table.insert(found, inner.name .. " (" .. (inner.detail or "") .. ")")
      end
    end
    return table.concat(found, ", ")
  end
  until_so("the times", function() return symbols():find("0:", 1, true) end)
  note("symbols", symbols())

  vim.api.nvim_win_set_cursor(0, { 5, (line(5):find("sea", 1, true)) })
  local where = asked("textDocument/definition", vim.lsp.util.make_position_params(0, "utf-16"))
  note("definition", vim.fn.fnamemodify(vim.uri_to_fname(where[1].uri), ":t"))
  vim.lsp.buf.rename("water")
  until_so("another name", function() return line(5):find("{{ water }}", 1, true) end)
  note("renamed", line(5))
end

local ok, fault = pcall(session)
if not ok then
  note("fault", tostring(fault))
end
log:close()
vim.cmd("qall!")
