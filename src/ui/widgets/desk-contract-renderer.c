/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-contract-renderer.h"

#include <poppler.h>
#include <string.h>

/* Pixels of one side of a picture: bounds the memory a page with a strange size may take. */
#define MAX_PIXELS 6000

typedef struct {
  double width;  /* points */
  double height; /* points */
} PageSize;

struct _DeskContractRenderer {
  GObject parent_instance;

  GMutex lock;               /* a PopplerDocument is used by one thread at a time */
  PopplerDocument *document; /* owned */
  PageSize *sizes;           /* owned: [n_pages] */
  guint n_pages;
};

G_DEFINE_FINAL_TYPE (DeskContractRenderer, desk_contract_renderer, G_TYPE_OBJECT)

typedef struct {
  guint page;
  double scale; /* pixels per point */
} Rendering;

static void
read_sizes (DeskContractRenderer *self)
{
  self->n_pages = (guint) poppler_document_get_n_pages (self->document);
  self->sizes = g_new0 (PageSize, self->n_pages);
  for (guint i = 0; i < self->n_pages; i++) {
    PopplerPage *page = poppler_document_get_page (self->document, (int) i);

    if (page != NULL)
      poppler_page_get_size (page, &self->sizes[i].width, &self->sizes[i].height);
    g_clear_object (&page);
  }
}

/* poppler would go on with whatever it is given. */
static gboolean
is_pdf (GBytes *content)
{
  size_t length;
  const char *data = g_bytes_get_data (content, &length);

  return length > 5 && memcmp (data, "%PDF-", 5) == 0;
}

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (DeskContractRenderer) self = g_object_new (DESK_TYPE_CONTRACT_RENDERER, NULL);
  GError *error = NULL;

  if (!is_pdf (task_data)) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Not a PDF");
    return;
  }

  self->document = poppler_document_new_from_bytes (task_data, NULL, &error);
  if (self->document == NULL) {
    g_task_return_error (task, error);
    return;
  }

  read_sizes (self);
  g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
}

static cairo_surface_t *
draw_page (DeskContractRenderer *self, PopplerPage *page, const Rendering *rendering)
{
  PageSize *size = &self->sizes[rendering->page];
  int width = CLAMP ((int) (size->width * rendering->scale + 0.5), 1, MAX_PIXELS);
  int height = CLAMP ((int) (size->height * rendering->scale + 0.5), 1, MAX_PIXELS);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, width / MAX (size->width, 1), height / MAX (size->height, 1));
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

static GdkTexture *
surface_to_texture (cairo_surface_t *surface)
{
  int stride = cairo_image_surface_get_stride (surface);
  int height = cairo_image_surface_get_height (surface);
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (
      cairo_image_surface_get_data (surface), (size_t) stride * (size_t) height,
      (GDestroyNotify) cairo_surface_destroy, surface);

  return gdk_memory_texture_new (cairo_image_surface_get_width (surface), height,
                                 GDK_MEMORY_DEFAULT, bytes, (size_t) stride);
}

static void
render_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  DeskContractRenderer *self = source;
  const Rendering *rendering = task_data;
  PopplerPage *page = NULL;
  cairo_surface_t *surface = NULL;

  g_mutex_lock (&self->lock);
  if (!g_cancellable_is_cancelled (cancellable))
    page = poppler_document_get_page (self->document, (int) rendering->page);
  if (page != NULL)
    surface = draw_page (self, page, rendering);
  g_clear_object (&page);
  g_mutex_unlock (&self->lock);

  if (surface != NULL)
    g_task_return_pointer (task, surface_to_texture (surface), g_object_unref);
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "No page %u", rendering->page);
}

static void
desk_contract_renderer_finalize (GObject *object)
{
  DeskContractRenderer *self = DESK_CONTRACT_RENDERER (object);

  g_clear_object (&self->document);
  g_free (self->sizes);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (desk_contract_renderer_parent_class)->finalize (object);
}

static void
desk_contract_renderer_class_init (DeskContractRendererClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_contract_renderer_finalize;
}

static void
desk_contract_renderer_init (DeskContractRenderer *self)
{
  g_mutex_init (&self->lock);
}

void
desk_contract_renderer_open_async (GBytes *pdf,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, desk_contract_renderer_open_async);
  g_task_set_task_data (task, g_bytes_ref (pdf), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, open_in_thread);
}

DeskContractRenderer *
desk_contract_renderer_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

guint
desk_contract_renderer_get_n_pages (DeskContractRenderer *self)
{
  g_return_val_if_fail (DESK_IS_CONTRACT_RENDERER (self), 0);

  return self->n_pages;
}

void
desk_contract_renderer_get_page_size (DeskContractRenderer *self,
                                      guint page,
                                      double *width,
                                      double *height)
{
  g_return_if_fail (DESK_IS_CONTRACT_RENDERER (self));
  g_return_if_fail (page < self->n_pages);

  *width = self->sizes[page].width;
  *height = self->sizes[page].height;
}

void
desk_contract_renderer_render_async (DeskContractRenderer *self,
                                     guint page,
                                     double scale,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Rendering *rendering;

  g_return_if_fail (DESK_IS_CONTRACT_RENDERER (self));
  g_return_if_fail (page < self->n_pages);

  rendering = g_new0 (Rendering, 1);
  rendering->page = page;
  rendering->scale = scale;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, desk_contract_renderer_render_async);
  g_task_set_task_data (task, rendering, g_free);
  g_task_run_in_thread (task, render_in_thread);
}

GdkTexture *
desk_contract_renderer_render_finish (DeskContractRenderer *self,
                                      GAsyncResult *result,
                                      GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
desk_contract_renderer_print_page (DeskContractRenderer *self, guint page, cairo_t *cr)
{
  PopplerPage *poppler_page;

  g_return_if_fail (DESK_IS_CONTRACT_RENDERER (self));
  g_return_if_fail (page < self->n_pages);

  g_mutex_lock (&self->lock);
  poppler_page = poppler_document_get_page (self->document, (int) page);
  if (poppler_page != NULL)
    poppler_page_render_for_printing (poppler_page, cr);
  g_clear_object (&poppler_page);
  g_mutex_unlock (&self->lock);
}
