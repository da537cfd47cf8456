// What differs between oneDNN 2 (Debian 12 has 2.6) and 3, as far as convolution needs it: how the layout of a tensor
// is held and how a primitive is described.
#ifndef DESCENT_ONEDNN_H
#define DESCENT_ONEDNN_H

#include <oneapi/dnnl/dnnl.h>
#include <stdbool.h>

// A layout that we made, and one that is only looked at.
#if DNNL_VERSION_MAJOR >= 3
typedef dnnl_memory_desc_t layout;
typedef const_dnnl_memory_desc_t layout_view;
static inline layout_view view_of(const layout *made) { return *made; }
static inline void layout_destroy(layout *made) { dnnl_memory_desc_destroy(*made); }
#else
typedef dnnl_memory_desc_t layout;
typedef const dnnl_memory_desc_t *layout_view;
static inline layout_view view_of(const layout *made) { return made; }
static inline void layout_destroy(layout *made) { (void)made; }
#endif

static inline bool layout_create(layout *made, int extents, const dnnl_dims_t sizes, dnnl_format_tag_t order) {
#if DNNL_VERSION_MAJOR >= 3
  return dnnl_memory_desc_create_with_tag(made, extents, sizes, dnnl_f32, order) == dnnl_success;
#else
  return dnnl_memory_desc_init_by_tag(made, extents, sizes, dnnl_f32, order) == dnnl_success;
#endif
}

// A convolution's tensors and geometry; `bias` may be NULL. Backwards the same letters stand for the gradients.
typedef struct convolution_plan {
  layout_view x, w, bias, y;
  dnnl_dims_t stride, before, after;
} convolution_plan;

typedef enum { FORWARD, BACKWARD_WEIGHTS, BACKWARD_INPUT, DIRECTIONS } direction;

// `forward` is the description of the same convolution forwards, which the other directions ask for.
static inline bool describe_convolution(
    dnnl_primitive_desc_t *result, direction direction, dnnl_engine_t engine, const convolution_plan *plan,
    dnnl_primitive_desc_t forward, const_dnnl_primitive_attr_t attributes) {
  dnnl_status_t status = dnnl_invalid_arguments;
#if DNNL_VERSION_MAJOR >= 3
  switch (direction) {
    case FORWARD:
      status = dnnl_convolution_forward_primitive_desc_create(
          result, engine, dnnl_forward_training, dnnl_convolution_direct, plan->x, plan->w, plan->bias, plan->y,
          plan->stride, NULL, plan->before, plan->after, attributes);
      break;
    case BACKWARD_WEIGHTS:
      status = dnnl_convolution_backward_weights_primitive_desc_create(
          result, engine, dnnl_convolution_direct, plan->x, plan->w, plan->bias, plan->y, plan->stride, NULL,
          plan->before, plan->after, forward, attributes);
      break;
    case BACKWARD_INPUT:
      status = dnnl_convolution_backward_data_primitive_desc_create(
          result, engine, dnnl_convolution_direct, plan->x, plan->w, plan->y, plan->stride, NULL, plan->before,
          plan->after, forward, attributes);
      break;
    case DIRECTIONS: break;
  }
#else
  dnnl_convolution_desc_t operation;
  switch (direction) {
    case FORWARD:
      status = dnnl_convolution_forward_desc_init(
          &operation, dnnl_forward_training, dnnl_convolution_direct, plan->x, plan->w, plan->bias, plan->y,
          plan->stride, plan->before, plan->after);
      break;
    case BACKWARD_WEIGHTS:
      status = dnnl_convolution_backward_weights_desc_init(
          &operation, dnnl_convolution_direct, plan->x, plan->w, plan->bias, plan->y, plan->stride, plan->before,
          plan->after);
      break;
    case BACKWARD_INPUT:
      status = dnnl_convolution_backward_data_desc_init(
          &operation, dnnl_convolution_direct, plan->x, plan->w, plan->y, plan->stride, plan->before, plan->after);
      break;
    case DIRECTIONS: break;
  }
  if (status == dnnl_success) status = dnnl_primitive_desc_create(result, &operation, attributes, engine, forward);
#endif
  return status == dnnl_success;
}

#endif
