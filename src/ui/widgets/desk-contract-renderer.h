/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * DeskContractRenderer:
 *
 * Pages of a PDF as pictures, made off the main thread. It draws; what a signature is worth is
 * never asked of it. The only place that knows poppler.
 */
#define DESK_TYPE_CONTRACT_RENDERER (desk_contract_renderer_get_type ())

G_DECLARE_FINAL_TYPE (
    DeskContractRenderer, desk_contract_renderer, DESK, CONTRACT_RENDERER, GObject)

/* Fails with %G_IO_ERROR_INVALID_DATA if @pdf is not one, with a POPPLER_ERROR if it cannot be
 * read. */
void desk_contract_renderer_open_async (GBytes *pdf,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
/* A new reference. */
DeskContractRenderer *desk_contract_renderer_open_finish (GAsyncResult *result, GError **error);

guint desk_contract_renderer_get_n_pages (DeskContractRenderer *self);

/* In points. */
void desk_contract_renderer_get_page_size (DeskContractRenderer *self,
                                           guint page,
                                           double *width,
                                           double *height);

/* @scale: pixels per point. */
void desk_contract_renderer_render_async (DeskContractRenderer *self,
                                          guint page,
                                          double scale,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
/* A new reference. */
GdkTexture *desk_contract_renderer_render_finish (DeskContractRenderer *self,
                                                  GAsyncResult *result,
                                                  GError **error);

/* Draws @page for paper, one unit a point. Blocks for one page. */
void desk_contract_renderer_print_page (DeskContractRenderer *self, guint page, cairo_t *cr);

G_END_DECLS
