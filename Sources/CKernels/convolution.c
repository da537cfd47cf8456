#include "convolution.h"

#include "calling_thread.h"
#include "onednn.h"

#include <stdlib.h>

// One operand of a primitive. `plain` is the caller's memory, row-major; where the primitive prefers another layout,
// `inner` is a copy in that layout and `reorder` goes from one to the other.
typedef struct {
  int argument;
  bool isResult;
  dnnl_memory_t plain, inner;
  dnnl_primitive_t reorder;
} operand;

enum { MOST_OPERANDS = 4 };

typedef struct {
  dnnl_primitive_t primitive;
  dnnl_memory_t scratchpad;
  int count;
  operand operands[MOST_OPERANDS];
} task;

struct ck_convolution {
  ck_convolution_shape shape;
  long samples;
  dnnl_engine_t engine;
  dnnl_stream_t stream;
  dnnl_primitive_attr_t attributes;
  task tasks[DIRECTIONS];
};

// The caller's layouts, and those in which the library may choose: any order of the weights, which are small. Images
// stay as they are: their reordering would cost what the better layout gains.
typedef struct {
  layout x, w, anyW, bias, y;
} layouts;

static bool make_layouts(const ck_convolution *c, layouts *made) {
  const ck_convolution_shape *s = &c->shape;
  dnnl_dims_t x = {c->samples, s->channels, s->height, s->width};
  dnnl_dims_t w = {s->filters, s->channels, s->kernel, s->kernel};
  dnnl_dims_t y = {c->samples, s->filters, s->outHeight, s->outWidth};
  dnnl_dims_t bias = {s->filters};
  *made = (layouts){0};
  return layout_create(&made->x, 4, x, dnnl_nhwc) && layout_create(&made->w, 4, w, dnnl_hwio)
      && layout_create(&made->anyW, 4, w, dnnl_format_tag_any) && layout_create(&made->bias, 1, bias, dnnl_a)
      && layout_create(&made->y, 4, y, dnnl_nhwc);
}

static void destroy_layouts(layouts *made) {
  layout_destroy(&made->x);
  layout_destroy(&made->w);
  layout_destroy(&made->anyW);
  layout_destroy(&made->bias);
  layout_destroy(&made->y);
}

static bool make_reorder(dnnl_primitive_t *made, dnnl_engine_t engine, layout_view from, layout_view to) {
  dnnl_primitive_desc_t description = NULL;
  if (dnnl_reorder_primitive_desc_create(&description, from, engine, to, engine, NULL) != dnnl_success) return false;
  bool done = dnnl_primitive_create(made, description) == dnnl_success;
  dnnl_primitive_desc_destroy(description);
  return done;
}

static bool add_operand(
    task *t, dnnl_engine_t engine, dnnl_primitive_desc_t description, int argument, bool isResult, layout_view plain) {
  operand *o = &t->operands[t->count++];
  o->argument = argument;
  o->isResult = isResult;
  if (dnnl_memory_create(&o->plain, plain, engine, DNNL_MEMORY_NONE) != dnnl_success) return false;
  layout_view inner = dnnl_primitive_desc_query_md(description, dnnl_query_exec_arg_md, argument);
  if (!inner || dnnl_memory_desc_equal(inner, plain)) return inner != NULL;
  return dnnl_memory_create(&o->inner, inner, engine, DNNL_MEMORY_ALLOCATE) == dnnl_success
      && make_reorder(&o->reorder, engine, isResult ? inner : plain, isResult ? plain : inner);
}

static bool add_operands(
    task *t, direction direction, dnnl_engine_t engine, dnnl_primitive_desc_t d, const layouts *l, bool bias) {
  layout_view x = view_of(&l->x), w = view_of(&l->w), b = view_of(&l->bias), y = view_of(&l->y);
  switch (direction) {
    case FORWARD:
      return add_operand(t, engine, d, DNNL_ARG_SRC, false, x) && add_operand(t, engine, d, DNNL_ARG_WEIGHTS, false, w)
          && add_operand(t, engine, d, DNNL_ARG_DST, true, y)
          && (!bias || add_operand(t, engine, d, DNNL_ARG_BIAS, false, b));
    case BACKWARD_WEIGHTS:
      return add_operand(t, engine, d, DNNL_ARG_SRC, false, x)
          && add_operand(t, engine, d, DNNL_ARG_DIFF_DST, false, y)
          && add_operand(t, engine, d, DNNL_ARG_DIFF_WEIGHTS, true, w)
          && (!bias || add_operand(t, engine, d, DNNL_ARG_DIFF_BIAS, true, b));
    case BACKWARD_INPUT:
      return add_operand(t, engine, d, DNNL_ARG_DIFF_DST, false, y)
          && add_operand(t, engine, d, DNNL_ARG_WEIGHTS, false, w)
          && add_operand(t, engine, d, DNNL_ARG_DIFF_SRC, true, x);
    case DIRECTIONS: break;
  }
  return false;
}

static void destroy_task(task *t) {
  for (int i = 0; i < t->count; i++) {
    operand *o = &t->operands[i];
    if (o->plain) dnnl_memory_destroy(o->plain);
    if (o->inner) dnnl_memory_destroy(o->inner);
    if (o->reorder) dnnl_primitive_destroy(o->reorder);
  }
  if (t->scratchpad) dnnl_memory_destroy(t->scratchpad);
  if (t->primitive) dnnl_primitive_destroy(t->primitive);
  *t = (task){0};
}

static bool make_task(ck_convolution *c, direction direction) {
  const ck_convolution_shape *s = &c->shape;
  task *t = &c->tasks[direction];
  layouts l;
  dnnl_primitive_desc_t forward = NULL, chosen = NULL;
  bool done = make_layouts(c, &l);
  if (done) {
    convolution_plan plan = {
        view_of(&l.x), view_of(&l.anyW), s->bias ? view_of(&l.bias) : NULL, view_of(&l.y), {s->stride, s->stride},
        {s->top, s->left}, {s->bottom, s->right}};
    done = describe_convolution(&forward, FORWARD, c->engine, &plan, NULL, c->attributes)
        && (direction == FORWARD
            || describe_convolution(&chosen, direction, c->engine, &plan, forward, c->attributes));
    dnnl_primitive_desc_t description = direction == FORWARD ? forward : chosen;
    done = done && dnnl_primitive_create(&t->primitive, description) == dnnl_success
        && add_operands(t, direction, c->engine, description, &l, s->bias)
        && dnnl_memory_create(
               &t->scratchpad, dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0), c->engine,
               DNNL_MEMORY_ALLOCATE) == dnnl_success;
  }
  if (forward) dnnl_primitive_desc_destroy(forward);
  if (chosen) dnnl_primitive_desc_destroy(chosen);
  destroy_layouts(&l);
  if (!done) destroy_task(t);
  return done;
}

static bool reorder(const operand *o, dnnl_stream_t stream) {
  if (!o->reorder) return true;
  dnnl_exec_arg_t arguments[2] = {
      {DNNL_ARG_FROM, o->isResult ? o->inner : o->plain}, {DNNL_ARG_TO, o->isResult ? o->plain : o->inner}};
  return dnnl_primitive_execute(o->reorder, stream, 2, arguments) == dnnl_success;
}

// `handles` in the order of add_operands.
static bool run(ck_convolution *c, direction direction, float *const handles[MOST_OPERANDS]) {
  keep_to_calling_thread();
  task *t = &c->tasks[direction];
  if (!t->primitive && !make_task(c, direction)) return false;
  dnnl_exec_arg_t arguments[MOST_OPERANDS + 1];
  for (int i = 0; i < t->count; i++) {
    operand *o = &t->operands[i];
    if (dnnl_memory_set_data_handle(o->plain, handles[i]) != dnnl_success) return false;
    if (!o->isResult && !reorder(o, c->stream)) return false;
    arguments[i] = (dnnl_exec_arg_t){o->argument, o->reorder ? o->inner : o->plain};
  }
  arguments[t->count] = (dnnl_exec_arg_t){DNNL_ARG_SCRATCHPAD, t->scratchpad};
  if (dnnl_primitive_execute(t->primitive, c->stream, t->count + 1, arguments) != dnnl_success) return false;
  for (int i = 0; i < t->count; i++) {
    if (t->operands[i].isResult && !reorder(&t->operands[i], c->stream)) return false;
  }
  return dnnl_stream_wait(c->stream) == dnnl_success;
}

ck_convolution *ck_convolution_create(ck_convolution_shape shape, long samples) {
  ck_convolution *c = calloc(1, sizeof *c);
  if (!c) return NULL;
  c->shape = shape;
  c->samples = samples;
  bool done = dnnl_engine_create(&c->engine, dnnl_cpu, 0) == dnnl_success
      && dnnl_stream_create(&c->stream, c->engine, dnnl_stream_default_flags) == dnnl_success
      && dnnl_primitive_attr_create(&c->attributes) == dnnl_success
      && dnnl_primitive_attr_set_scratchpad_mode(c->attributes, dnnl_scratchpad_mode_user) == dnnl_success;
  if (done) return c;
  ck_convolution_destroy(c);
  return NULL;
}

void ck_convolution_destroy(ck_convolution *c) {
  if (!c) return;
  for (int i = 0; i < DIRECTIONS; i++) destroy_task(&c->tasks[i]);
  if (c->attributes) dnnl_primitive_attr_destroy(c->attributes);
  if (c->stream) dnnl_stream_destroy(c->stream);
  if (c->engine) dnnl_engine_destroy(c->engine);
  free(c);
}

// The library's handles are not const; operands that are not results are only read.

bool ck_convolution_forward(ck_convolution *c, const float *x, const float *w, const float *b, float *y) {
  return run(c, FORWARD, (float *const[]){(float *)x, (float *)w, y, (float *)b});
}

bool ck_convolution_backward_weights(ck_convolution *c, const float *x, const float *g, float *dw, float *db) {
  return run(c, BACKWARD_WEIGHTS, (float *const[]){(float *)x, (float *)g, dw, db});
}

bool ck_convolution_backward_input(ck_convolution *c, const float *g, const float *w, float *dx) {
  return run(c, BACKWARD_INPUT, (float *const[]){(float *)g, (float *)w, dx});
}
