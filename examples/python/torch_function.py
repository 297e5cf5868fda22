"""A backward pass of your own in PyTorch, held against its formula.

	python3 torch_function.py

OK
WRONG
"""
import tempfile

import torch

import wengert


class Squash(torch.autograd.Function):
	@staticmethod
	def forward(ctx, x, scale):
		ctx.save_for_backward(x, scale)
		return torch.tanh(scale * x)

	@staticmethod
	def backward(ctx, g):
		x, scale = ctx.saved_tensors
		slope = 1 / torch.cosh(scale * x) ** 2
		return g * slope * scale, (g * slope * x).sum()


class Forgets(Squash):
	@staticmethod
	def backward(ctx, g):
		x, scale = ctx.saved_tensors
		return g / torch.cosh(scale * x) ** 2, (g * x / torch.cosh(scale * x) ** 2).sum()


def judged(function, formula, **arrays):
	"""The verdict on one call of a torch.autograd.Function at these arrays, with a random cotangent."""
	tensors = {n: a.detach().clone().requires_grad_() for n, a in arrays.items()}
	y = function.apply(*tensors.values())
	cotangent = torch.randn_like(y)
	gradients = torch.autograd.grad(y, list(tensors.values()), cotangent)
	with tempfile.TemporaryDirectory() as folder:
		wengert.write_dump(folder, tensors, cotangent, dict(zip(tensors, gradients)))
		return wengert.check_dump(folder, formula)


torch.manual_seed(1)
for function in Squash, Forgets:
	print(judged(function, "tanh(scale*x)", x=torch.randn(5), scale=torch.tensor(0.7)).verdict)
