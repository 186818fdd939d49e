"""Renders templates with their own engines: a list of requests on standard input, their outputs on standard output."""

import asyncio
import json
import os
import sys
import tempfile


def token(value):
    return "[PERSON_%d]" % len(str(value))


def banks(request):
    from banks import Prompt
    from banks.env import env

    env.filters["tokenize"] = token
    return Prompt(request["text"]).text(request["data"])


def langchain(request):
    from langchain_core.prompts import PromptTemplate

    fields = json.loads(request["text"])
    fields.pop("_type")
    return PromptTemplate(**fields).format(**request["data"])


def prompty(request):
    from jinja2.defaults import DEFAULT_FILTERS
    import prompty

    DEFAULT_FILTERS["tokenize"] = token
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.prompty")
        with open(path, "w", encoding="utf-8") as file:
            file.write(request["text"])
        return prompty.render(prompty.load(path), request["data"])


def baml(request):
    from baml_py import BamlRuntime

    runtime = BamlRuntime.from_files("/", {"a.baml": request["text"]}, {})
    context = runtime.create_context_manager()
    built = runtime.build_request_sync(request["function"], request["data"], context, None, None, {}, False)
    return json.dumps(built.body.json())


def semantic_kernel(request):
    from semantic_kernel import Kernel
    from semantic_kernel.functions import KernelArguments, kernel_function
    from semantic_kernel.prompt_template import KernelPromptTemplate, PromptTemplateConfig

    class Privacy:
        @kernel_function(name="tokenize")
        def tokenize(self, value: str) -> str:
            return token(value)

    kernel = Kernel()
    kernel.add_plugin(Privacy(), "privacy")
    template = KernelPromptTemplate(prompt_template_config=PromptTemplateConfig(template=request["text"]))
    return asyncio.run(template.render(kernel, KernelArguments(**request["data"])))


engines = {
    "banks": banks,
    "langchain": langchain,
    "prompty": prompty,
    "baml": baml,
    "semantic-kernel": semantic_kernel,
}
json.dump([engines[request["engine"]](request) for request in json.load(sys.stdin)], sys.stdout)
