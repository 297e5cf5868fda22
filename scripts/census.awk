# census.awk -- the backward functions of a C, C++ or CUDA source: those whose name says so, and those whose body asks for an action BACKWARD.
# One a line: file, line, name, where it is declared (class, device, file), 1 where a parameter is a struct; parted by tabs.

# names that say backward, and names of what only goes along with it
function says(name) {
	if (name ~ /^(main|TEST.*|BENCHMARK.*)$/ || tolower(name) ~ along) return 0
	return name ~ /(^|[^a-z])(backward|bwd|bprop|backprop|vjp|pullback|back|grad|gradient|deriv|derivative|jacobian)([^a-z]|$)/ ||
		name ~ /(Backward|Bwd|BackProp|Grad|Gradient|updateGradInput|accGradParameters)([^a-z]|$)/ ||
		name ~ /^(df|backward|bprop|backprop)$/
}

# the parameters, without names: whether one is neither a number nor an array of numbers
function structs(params,   n, p, k, s) {
	n = split(params, p, ",")
	for (k = 1; k <= n; k++) {
		s = " " p[k] " "
		gsub(/[*&]|\[[^]]*\]/, " ", s)
		gsub(/ (const|restrict|__restrict__|__restrict|volatile|struct|unsigned|signed|static|register) /, "  ", s)
		if (s !~ numbers && s ~ /[A-Za-z]/) return 1
	}
	return 0
}

function place(head) {
	if (head ~ /(__global__|__device__|__kernel|(^|[ \n])kernel )/) return "device"
	if (head ~ /[A-Za-z0-9_>] *:: *~?[A-Za-z_]+ *$/ || inclass > 0) return "class"
	return "file"
}

# a head ends at the { of a body: TYPE NAME(PARAMETERS)
function heading(h,   at, rest, depth, i, c, before, name, params) {
	while ((at = match(h, /__(attribute|launch_bounds)__ *\(/))) {      # neither is the name
		depth = 0
		for (i = at + RLENGTH - 1; i <= length(h); i++) {
			c = substr(h, i, 1); depth += (c == "(") - (c == ")")
			if (!depth) break
		}
		h = substr(h, 1, at - 1) substr(h, i + 1)
	}
	sub(/^[^(]*template *<[^>]*>/, "", h)
	if (h ~ /(THNN_|TH_|[A-Z]+_)\([A-Za-z0-9_]+\) *\(/) h = unmacro(h)
	at = index(h, "(")
	if (!at) return
	before = substr(h, 1, at - 1); rest = substr(h, at + 1)
	sub(/[ \t\n]+$/, "", before)
	if (before !~ /[A-Za-z_][A-Za-z0-9_:<>]*$/ || before ~ /(^|[ \t\n])(if|for|while|switch|return|else|do)$/ || before ~ /=/) return
	if (before ~ /\*[ \t\n]*[A-Za-z0-9_]+$/) return               # what returns a pointer makes something
	name = before; sub(/^.*[^A-Za-z0-9_]/, "", name)
	params = rest; sub(/\)[^)]*$/, "", params)
	fname = name; fline = firstline; fplace = place(before); fstruct = structs(params)
	fnone = params ~ /^[ \t\n]*(void)?[ \t\n]*$/
	return 1
}

# NAME_(f)(...): the name that a macro makes is f
function unmacro(h,   at) {
	at = match(h, /[A-Z]+_\([A-Za-z0-9_]+\)/)
	return substr(h, 1, at - 1) gensubless(substr(h, at, RLENGTH)) substr(h, at + RLENGTH)
}
function gensubless(s) { sub(/^[A-Z]+_\(/, "", s); sub(/\)$/, "", s); return s }

function done() {
	if (!fnone && (says(fname) || body ~ /== *[A-Z_]*BACKWARD/))
		printf "%s\t%d\t%s\t%s\t%d\n", file, fline, fname, says(fname) ? fplace : "action", fstruct
	fname = ""
}

function open() {
	if (infunction) { depth++; return }
	if (text ~ /(^|[ \t\n])(namespace|class|struct|union|enum)([ \t\n]|$)/ && text !~ /\)[ \t\n]*(const)?[ \t\n]*$/ || text ~ /extern *$/) {
		scope[++scopes] = text ~ /(^|[ \t\n])(class|struct|union)([ \t\n]|$)/
		inclass += scope[scopes]
	} else if (heading(text)) { infunction = 1; depth = 1; body = "" }
	else { infunction = 2; depth = 1 }
	text = ""
}

function shut() {
	if (infunction) {
		if (--depth) return
		if (infunction == 1) done()
		infunction = 0
	} else if (scopes) inclass -= scope[scopes--]
	text = ""
}

BEGIN {
	along = "zero_|grad_norm|clip|check|test|numeric|analytical|alloc|free_|init|copy|print|load|save|_sizes|shape|supported|expect|"
	along = along "enable|context|create|descriptor|(push|step|reset|write|transform|mark)_back|build|_get_|library|before_|after_|allow|debug|solver|descent"
	numbers = "^ +((float|double|int|long|short|char|size_t|bool|void|half|real|accreal|Dtype|float_t|T|floatX|u?int[0-9]+_t|ggml_fp16_t|ggml_bf16_t|__half|__nv_bfloat16|ptrdiff_t|index_t|dim_t|[A-Z][A-Z]*|ACTIVATION) *)+"
	numbers = numbers "([A-Za-z_][A-Za-z0-9_]*)? *$"
}

FNR == 1 { file = FILENAME; text = body = ""; infunction = depth = scopes = inclass = incomment = skipline = 0 }

{
	sub(/\r$/, "")
	if (skipline || /^[ \t]*#/) { skipline = /\\$/; next }
	if (incomment) { if (!(at = index($0, "*/"))) next; $0 = substr($0, at + 2); incomment = 0 }
	gsub(/\\["'\\]/, ""); gsub(/"[^"]*"/, ""); gsub(/'[^']*'/, "")
	while ((at = match($0, /\/[\/*]/))) {
		if (substr($0, at, 2) == "//") { $0 = substr($0, 1, at - 1); break }
		rest = substr($0, at + 2); end = index(rest, "*/")
		if (!end) { $0 = substr($0, 1, at - 1); incomment = 1; break }
		$0 = substr($0, 1, at - 1) " " substr(rest, end + 2)
	}
	while ((at = match($0, /[{};]/))) {
		c = substr($0, at, 1); part = substr($0, 1, at - 1); $0 = substr($0, at + 1)
		if (infunction) body = body part; else { if (text !~ /[^ \t\n]/) firstline = FNR; text = text part }
		if (c == "{") open()
		else if (c == "}") shut()
		else if (!infunction) text = ""
	}
	if (infunction) body = body $0 " "
	else if ($0 ~ /[^ \t]/ || text != "") {
		if (text !~ /[^ \t\n]/) firstline = FNR
		text = text $0 " "
	}
}
