"""Backward passes as tests of pytest: each kernel of a file is one, and fails with Wengert's verdict.

	pytest -p pytest_wengert --wengert 'kernels/*.c'
	[pytest]
	addopts = -p pytest_wengert
	wengert = kernels/*.c kernels/*.cu
	wengert_options = --strict

WENGERT is the program, where it is not on the path.
"""
import fnmatch
import json
import os
import shlex
import subprocess

import pytest


def pytest_addoption(parser):
	parser.addoption("--wengert", action="append", default=[], metavar="GLOB",
		help="files whose kernels are tests, from the root folder")
	parser.addini("wengert", "files whose kernels are tests, from the root folder", "args", [])
	parser.addini("wengert_options", "options of wengert vjp", "args", [])


def run(arguments):
	program = os.environ.get("WENGERT", "wengert")
	return subprocess.run([*shlex.split(program), *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
		stdin=subprocess.DEVNULL, encoding="utf-8", errors="replace")


def pytest_collect_file(file_path, parent):
	name = os.path.relpath(file_path, parent.config.rootpath)
	globs = parent.config.getoption("--wengert") or parent.config.getini("wengert")
	if any(fnmatch.fnmatch(name, g) for g in globs):
		return File.from_parent(parent, path=file_path)
	return None


class File(pytest.File):
	def collect(self):
		self.options = self.config.getini("wengert_options")
		# what there is to judge is known after one case
		said = run(["vjp", str(self.path), *self.options, "--budget", "0.01s", "--format", "json"])
		try:
			kernels = json.loads(said.stdout)["kernels"]
		except (ValueError, KeyError):
			raise self.CollectError(said.stderr.strip() or "wengert vjp ended with status %d" % said.returncode) from None
		for k in kernels:
			yield Kernel.from_parent(self, name=k["name"], line=k.get("line") or 1)


class Refused(Exception):
	pass


class Kernel(pytest.Item):
	def __init__(self, *, line, **kw):
		super().__init__(**kw)
		self.line = line

	def runtest(self):
		said = run(["vjp", str(self.path), self.name, *self.parent.options, "--color", "never"])
		if said.returncode:
			raise Refused((said.stdout + said.stderr).strip())

	def repr_failure(self, excinfo):
		return str(excinfo.value) if isinstance(excinfo.value, Refused) else super().repr_failure(excinfo)

	def reportinfo(self):
		return self.path, self.line - 1, self.name
