/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pdf-file.h"

G_BEGIN_DECLS

/* Checks that what @file has behind offset @end, where @before ends, is nothing but whole
 * revisions: every byte belongs to an object that its revision's cross-reference section names, to
 * that section, or is white space; and the file ends with the last one. So nothing can hide between
 * them, and programs that search a file for objects see what others see. FALSE with
 * @problem (owned by the caller) if not; @n_newer is the number of those revisions. */
gboolean desk_signature_tile (
    DeskPdfFile *file, DeskPdfFile *before, size_t end, guint *n_newer, char **problem);

G_END_DECLS
