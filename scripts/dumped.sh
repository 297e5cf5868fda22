#!/bin/sh
# dumped -- folders of dumped gradients, right, wrong and damaged, as frameworks write them: .npy and .safetensors.
# usage: dumped.sh DIR     makes DIR, with a folder for each; checks/expected/commands/dumps asks about them
mkdir "$1" && cd "$1" || exit 2

# bytes, in hexadecimal
hex() {
	# shellcheck disable=SC2059
	printf "$(echo "$*" | tr -d ' ' | awk '{ for (i = 1; i < length($0); i += 2)
		printf "\\%03o", 16 * (index("0123456789abcdef", substr($0, i, 1)) - 1) + index("0123456789abcdef", substr($0, i + 1, 1)) - 1 }')"
}
# npy FILE DESCR SHAPE BYTES [FORTRAN]
npy() {
	{ hex 934e554d5059 0100 7600; printf '%-117s\n' "{'descr': '$2', 'fortran_order': ${5:-False}, 'shape': ($3), }"; hex "$4"; } > "$1.npy"
}
# tensors FILE JSON BYTES
tensors() { { hex "$(printf '%02x%02x' $((${#2} % 256)) $((${#2} / 256)))000000000000"; printf '%s' "$2"; hex "$3"; } > "$1.safetensors"; }

# W = 1, 2, -1/2 and what is taken for 2 W; of the wrong ones the second number is off
one='003c' two='0040' four='0044' half='00b8' less='00bc'
W16="$one $two $half" G16="$two $four $less" B16="$two 0042 $less"
Wbf='803f 0040 00bf' Gbf='0040 8040 80bf' Bbf='0040 4040 80bf'
W32='0000803f 00000040 000000bf' G32='00000040 00008040 000080bf' B32='00000040 00004040 000080bf'
W64='000000000000f03f 0000000000000040 000000000000e0bf' G64='0000000000000040 0000000000001040 000000000000f0bf' B64='0000000000000040 0000000000000840 000000000000f0bf'

# square FOLDER DESCR W GRADIENT: of sum(W*W)
square() { mkdir "$1" && npy "$1/W" "$2" 3, "$3" && npy "$1/grad_W" "$2" 3, "$4"; }
square half '<f2' "$W16" "$G16"
square half_wrong '<f2' "$W16" "$B16"
square half_big '>f2' '3c00 4000 b800' '4000 4400 bc00'
square half_big_wrong '>f2' '3c00 4000 b800' '4000 4200 bc00'
square bfloat '<u2' "$Wbf" "$Gbf"
square bfloat_wrong '<u2' "$Wbf" "$Bbf"
square bfloat_bytes '|V2' "$Wbf" "$Gbf"
square bfloat_bytes_wrong '|V2' "$Wbf" "$Bbf"
square single '<f4' "$W32" "$G32"
square single_wrong '<f4' "$W32" "$B32"
square double '<f8' "$W64" "$G64"
square double_wrong '<f8' "$W64" "$B64"
# a value of one element needs no cotangent
mkdir element && npy element/W '<f2' 1, "$two" && npy element/grad_W '<f2' 1, "$four"
# an ulp off is rounding; bits of the other type of 16 are other numbers
square half_rounded '<f2' "$W16" "0140 $four $less"
square half_lossy '<f2' "$W16" "2040 $four $less"
square bfloat_zero '<u2' "$Wbf" '0040 0000 80bf'
square bfloat_twice '<u2' "$Wbf" '8040 0041 00c0'
square bfloat_half '<u2' "$Wbf" '803f 0040 00bf'
square half_twice '<f2' "$W16" '0044 0048 00c0'
square bfloat_lossy '<u2' "$Wbf" "0a40 8040 80bf"
square half_for_bfloat '<u2' "$W16" "$G16"
square bfloat_for_half '<f2' "$Wbf" "$Gbf"

# kept FOLDER DTYPE SIZE W GRADIENT: the same in one file of tensors
kept() {
	mkdir "$1" && tensors "$1/step" "{\"__metadata__\": {\"format\": \"pt\"}, \"W\": {\"dtype\": \"$2\", \"shape\": [3], \"data_offsets\": [0, $((3 * $3))]}, \"grad_W\": {\"dtype\": \"$2\", \"shape\": [3], \"data_offsets\": [$((3 * $3)), $((6 * $3))]}}" "$4 $5"
}
kept tensors_half F16 2 "$W16" "$G16"
kept tensors_half_wrong F16 2 "$W16" "$B16"
kept tensors_bfloat BF16 2 "$Wbf" "$Gbf"
kept tensors_bfloat_wrong BF16 2 "$Wbf" "$Bbf"
kept tensors_single F32 4 "$W32" "$G32"
kept tensors_single_wrong F32 4 "$W32" "$B32"
kept tensors_double F64 8 "$W64" "$G64"
kept tensors_double_wrong F64 8 "$W64" "$B64"
# a .npy file goes before a tensor of its name
kept npy_first F16 2 "$W16" "$B16" && npy npy_first/grad_W '<f2' 3, "$G16"
kept npy_first_wrong F16 2 "$W16" "$G16" && npy npy_first_wrong/grad_W '<f2' 3, "$B16"

# pair FOLDER GRADIENT_x GRADIENT_y: of u = x*y; v = x - y at 2, 4, with the cotangents 1 and -1/2; the gradients are 3.5, 2.5
pair() {
	mkdir "$1" && npy "$1/x" '<f2' 1, "$two" && npy "$1/y" '<f2' 1, "$four" && npy "$1/cotangent_u" '<f2' 1, "$one" && npy "$1/cotangent_v" '<f2' 1, "$half" &&
		npy "$1/grad_x" '<f2' 1, "$2" && npy "$1/grad_y" '<f2' 1, "$3"
}
pair outputs 0043 0041
pair outputs_wrong 0043 bc3d
pair outputs_swapped 0041 0043
pair outputs_undumped 0043 0041 && rm outputs_undumped/grad_y.npy
pair outputs_both 0043 0041 && npy outputs_both/cotangent '<f2' 1, "$one"
pair outputs_one 0044 0040 && rm outputs_one/cotangent_v.npy
pair outputs_stranger 0043 0041 && npy outputs_stranger/cotangent_w '<f2' 1, "$one"
pair outputs_shape 0043 0041 && npy outputs_shape/cotangent_v '<f2' 2, "$one $one"

# ---- a matrix: C order and Fortran order; the cotangent of a matrix ----
mkdir order order_wrong
for d in order order_wrong; do
	npy $d/A '<f2' '2, 2' "$one $two $four $half"
	npy $d/cotangent '<f2' '2, 2' "$one $one $two $two"
done
npy order/grad_A '<f2' '2, 2' "$two 004c $four 00c0" True
npy order_wrong/grad_A '<f2' '2, 2' "$two 004c $four 00c0"

# ---- numbers that are none ----
square nan '<f2' "$W16" "$two 007e $less"
square infinite '<f2' "$W16" "$two 007c $less"
square input_nan '<f2' "$one 007e $half" "$G16"
# one is no number, and the gradient of another is wrong; at 0 of relu, where there are two sides; at a step of floor
square input_nan_wrong '<f2' "$one 007e $half" "$two 007e $four"
square kink '<f2' "$one 0000 $half" "$one $half 0000"
square kink_right '<f2' "$one 0000 $half" "$one 0038 0000"
square step '<f2' "003e $two $half" "$one 007e $less"
square step_wrong '<f2' "003e $two $half" "$four 007e $less"
# the cotangent of W*W is 1, then what is given, then 1
weighed() { square "$1" '<f2' "$W16" "$3" && npy "$1/cotangent" '<f2' 3, "$2"; }
weighed cotangent_nan "$one 007e $one" "$two 007e $less"
weighed cotangent_nan_wrong "$one 007e $one" "$one 007e $less"
weighed cotangent_zero "$one 0000 $one" "$two 0000 $less"
weighed cotangent_zero_wrong "$one 0000 $one" "$two $four $less"
weighed cotangent_zeros '0000 0000 0000' '0000 0000 0000'

# ---- damaged ----
damaged() { square "$1" '<f2' "$W16" "$G16"; }
bytes() { head -c "$1" half/grad_W.npy > "$2/grad_W.npy"; }
damaged empty && bytes 0 empty
damaged no_magic && { printf 'PK\003\004'; tail -c +5 half/grad_W.npy; } > no_magic/grad_W.npy
damaged cut_length && bytes 9 cut_length
damaged cut_header && bytes 60 cut_header
damaged cut_data && bytes 132 cut_data
damaged cut_element && bytes 133 cut_element
damaged longer && { cat half/grad_W.npy; hex 00; } > longer/grad_W.npy
damaged version && { hex 934e554d5059 0900; tail -c +9 half/grad_W.npy; } > version/grad_W.npy
damaged header_length && { hex 934e554d5059 0200 7600 ff00; tail -c +11 half/grad_W.npy; } > header_length/grad_W.npy
damaged type_complex && npy type_complex/grad_W '<c8' 3, "$G64"
damaged type_whole && npy type_whole/grad_W '<i4' 3, '02000000 04000000 ffffffff'
damaged type_text && npy type_text/grad_W '<U1' 3, "$G32"
damaged type_record && npy type_record/grad_W "('a'" 3, "$G16"
damaged other_type && npy other_type/W '<f4' 3, 'cdcccc3d 00000040 000000bf'
damaged fortran_flag && npy fortran_flag/grad_W '<f2' 3, "$G16" Maybe
damaged shape_text && npy shape_text/grad_W '<f2' three "$G16"
damaged shape_negative && npy shape_negative/grad_W '<f2' -3, "$G16"
damaged shape_zero && npy shape_zero/grad_W '<f2' 0, ''
damaged shape_huge && npy shape_huge/grad_W '<f2' '4294967296, 4294967296' "$G16"
damaged shape_larger && npy shape_larger/grad_W '<f2' 4, "$G16"
damaged shape_other && npy shape_other/grad_W '<f2' 2, "$two $four"
damaged shape_turned && npy shape_turned/grad_W '<f2' '3, 1' "$G16"
damaged shape_broadcast && npy shape_broadcast/grad_W '<f2' '2, 3' "$G16 $G16"
damaged no_key && { hex 934e554d5059 0100 7600; printf '%-117s\n' "{'descr': '<f2', 'shape': (3,), }"; hex "$G16"; } > no_key/grad_W.npy
damaged no_input && rm no_input/W.npy
damaged no_gradient && rm no_gradient/grad_W.npy
damaged stranger && cp half/W.npy stranger/grad_V.npy
damaged folder_for_file && rm folder_for_file/grad_W.npy && mkdir folder_for_file/grad_W.npy
weighed cotangent_shape "$one $one $one" "$G16" && npy cotangent_shape/cotangent '<f2' 2, "$one $one"
weighed no_cotangent "$one $one $one" "$G16" && rm no_cotangent/cotangent.npy
pair two_types 0043 0041 && npy two_types/grad_y '<f4' 1, 00002040
pair two_of_16 0043 0041 && npy two_of_16/grad_y '<u2' 1, 2040

# ---- damaged tensors ----
cut() { mkdir "$1" && head -c "$2" tensors_half/step.safetensors > "$1/step.safetensors"; }
cut tensors_empty 0
cut tensors_cut_length 7
cut tensors_cut_header 60
cut tensors_cut_data "$(($(wc -c < tensors_half/step.safetensors) - 1))"
broken() { mkdir "$1" && tensors "$1/step" "$2" "${3:-$W16}"; }
broken tensors_no_json '{"W": {"dtype": "F16", '
broken tensors_list '["W"]'
broken tensors_no_dtype '{"W": {"shape": [3], "data_offsets": [0, 6]}}'
broken tensors_bool '{"W": {"dtype": "BOOL", "shape": [6], "data_offsets": [0, 6]}}'
broken tensors_longer '{"W": {"dtype": "F16", "shape": [3], "data_offsets": [0, 6]}, "grad_W": {"dtype": "F16", "shape": [3], "data_offsets": [6, 12]}}' "$W16 $G16 00"
broken tensors_same_key '{"W": {"dtype": "F16", "shape": [3], "data_offsets": [0, 6]}, "W": {"dtype": "F16", "shape": [3], "data_offsets": [6, 12]}}' "$W16 $G16"
broken tensors_whole_gradient '{"W": {"dtype": "F16", "shape": [3], "data_offsets": [0, 6]}, "grad_W": {"dtype": "I32", "shape": [3], "data_offsets": [6, 18]}}' "$W16 02000000 04000000 ffffffff"
broken tensors_whole_input '{"grad_W": {"dtype": "F16", "shape": [3], "data_offsets": [0, 6]}, "W": {"dtype": "I32", "shape": [3], "data_offsets": [6, 18]}}' "$two $four 00c0 01000000 02000000 ffffffff"
broken tensors_whole_input_wrong '{"grad_W": {"dtype": "F16", "shape": [3], "data_offsets": [0, 6]}, "W": {"dtype": "I32", "shape": [3], "data_offsets": [6, 18]}}' "$two 0042 00c0 01000000 02000000 ffffffff"
broken tensors_no_shape '{"W": {"dtype": "F16", "data_offsets": [0, 6]}}'
broken tensors_shape_text '{"W": {"dtype": "F16", "shape": ["3"], "data_offsets": [0, 6]}}'
broken tensors_negative '{"W": {"dtype": "F16", "shape": [-3], "data_offsets": [0, 6]}}'
broken tensors_no_offsets '{"W": {"dtype": "F16", "shape": [3]}}'
broken tensors_offsets_turned '{"W": {"dtype": "F16", "shape": [3], "data_offsets": [6, 0]}}'
broken tensors_beyond '{"W": {"dtype": "F16", "shape": [3], "data_offsets": [6, 18]}}'
broken tensors_misfit '{"W": {"dtype": "F16", "shape": [4], "data_offsets": [0, 6]}}'
broken tensors_stranger '{"W": {"dtype": "F16", "shape": [3], "data_offsets": [0, 6]}, "grad_V": {"dtype": "F16", "shape": [3], "data_offsets": [6, 12]}}' "$W16 $G16"
broken tensors_no_gradient '{"W": {"dtype": "F16", "shape": [3], "data_offsets": [0, 6]}}'
broken tensors_not_used '{"W": {"dtype": "F16", "shape": [3], "data_offsets": [0, 6]}, "grad_W": {"dtype": "F16", "shape": [3], "data_offsets": [6, 12]}, "step": {"dtype": "I64", "shape": [1], "data_offsets": [12, 20]}, "mask": {"dtype": "BOOL", "shape": [1], "data_offsets": [20, 21]}}' "$W16 $G16 0300000000000000 01"
kept tensors_twice F16 2 "$W16" "$G16" && tensors tensors_twice/other '{"grad_W": {"dtype": "F16", "shape": [3], "data_offsets": [0, 6]}}' "$B16"
