# What the README and .ci/run call. Needs make and CPython 3.11 or later; uv is used where it is on the PATH, for speed.

PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
# The scripts of an environment hold the path at which it was made: in a folder that was moved it is made anew.
HERE := $(shell pwd -P | cksum | cut -d ' ' -f 1)
MADE := $(VENV)/.made-$(HERE)
RUNTIME := $(VENV)/.runtime-$(HERE)
DEV := $(VENV)/.dev-$(HERE)
UV := $(shell command -v uv 2>/dev/null)
# Of the Pythons on the PATH the first that is 3.11 to 3.13, which are tested; failing that a later one.
USABLE := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, int(sys.argv[1])))
PYTHON ?= $(shell for limit in 14 99; do for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c '$(USABLE)' $$limit 2>/dev/null && { command -v $$p; exit; }; done; done)

export UV_LINK_MODE := copy
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Libraries are installed without byte code (266 MB) and compiled as they are imported. Not keeping that would cost
# every start a second, so a wish of the surroundings not to write it ends at .venv and __pycache__, both ignored by git.
unexport PYTHONDONTWRITEBYTECODE
# The question reaches the command through the environment: no shell reads its quotes, blanks, $ or backticks.
unexport Q
export ASKED = $(value Q)

ifdef UV
INSTALL = uv pip install --quiet --python $(BIN)/python
MAKE_VENV = uv venv --quiet --seed --clear --python "$(PYTHON)" $(VENV)
else
INSTALL = $(BIN)/python -m pip install --quiet --no-compile
MAKE_VENV = "$(PYTHON)" -m venv --clear $(VENV)
endif

# Fails where nothing can listen at the port: in Chinese, before anything else is done.
LISTEN := import socket, sys; socket.create_server(("127.0.0.1", int(sys.argv[1])))

.DEFAULT_GOAL := help
.PHONY: help run ask test coverage lint format screenshots lock clean

help:  ## 列出各命令
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

run: $(RUNTIME)  ## 安装、入库 seeds/，并打开问答页面 http://127.0.0.1:8501（PORT=… 换端口）
	@$(BIN)/python -c '$(LISTEN)' "$(PORT)" 2>/dev/null || \
		{ echo "端口 $(PORT) 用不了（多半已被占用），请换一个：make run PORT=…" >&2; exit 2; }
	@$(BIN)/kb ingest --keep-removed seeds
	@echo "打开问答页面：http://127.0.0.1:$(PORT)（按 Ctrl-C 结束）"
	@$(BIN)/python -m streamlit run app.py --server.port $(PORT)

ask: $(RUNTIME)  ## 在命令行提问：make ask Q="科技保险归谁管？"
	@$(BIN)/kb ingest --keep-removed seeds >/dev/null
	@$(BIN)/kb ask -- "$$ASKED"

test: $(DEV)  ## 安装并运行全部测试
	$(BIN)/python -m pytest -n auto --dist loadfile $(PYTEST_ARGS)

coverage: $(DEV)  ## 逐个运行全部测试，并报告覆盖率（慢得多）
	@$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(PYTEST_ARGS)
	@$(BIN)/coverage report --format=total | sed 's/^/coverage (%): /'

lint: $(DEV)  ## ruff、mypy、import-linter
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV)  ## 按 ruff 的格式改写代码
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

screenshots: $(DEV)  ## 重新制作 docs/screenshots（需要 Chromium）
	$(BIN)/python -m tests.ui.screenshots

lock:  ## 重新解析依赖（需要 uv）
	@test -n "$(UV)" || { echo "make lock 需要 uv" >&2; exit 2; }
	$(LOCK) --group build --group dev --extra baseline --extra fastembed --extra ocr --extra oidc pyproject.toml -o requirements-dev.lock
	$(LOCK) --group build --constraint requirements-dev.lock pyproject.toml -o requirements.lock

LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock"

clean:  ## 删除虚拟环境与缓存（知识库 .kb/ 保留）
	rm -rf $(VENV) .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist
	find kb ingest eval tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(MADE):
	@test -n "$(PYTHON)" || { echo "需要 CPython 3.11 或更高版本（含 venv 与 ensurepip）" >&2; exit 2; }
	@echo "建立虚拟环境 $(VENV)（$(PYTHON)）"
	@$(MAKE_VENV)
	@touch $@

$(RUNTIME): requirements.lock pyproject.toml | $(MADE)
	@echo "按 requirements.lock 安装，第一次需要几分钟"
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-build-isolation --no-deps -e .
	@touch $@

$(DEV): requirements-dev.lock pyproject.toml | $(MADE)
	@echo "按 requirements-dev.lock 安装，第一次需要几分钟"
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@$(INSTALL) --no-build-isolation --no-deps -e .
	@touch $@ $(RUNTIME)
