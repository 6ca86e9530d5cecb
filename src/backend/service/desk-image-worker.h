/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-field.h"

G_BEGIN_DECLS

/* What the image worker's exit status means: DESK_IMAGE_WORKER_PROBLEM + a DeskFieldProblem, or
 * EXIT_SUCCESS. Anything else, a signal for one, is a file the decoder could not survive. */
#define DESK_IMAGE_WORKER_PROBLEM 64

/* The whole program `certdeskd image-worker`: reads one image on standard input, writes it as JPEG
 * without metadata and upright on standard output. Limits its own memory, processor time and files
 * before the first octet is read, and gives up every way to gain privileges, so that a decoder's
 * fault stays in here. Returns the exit status. */
int desk_image_worker_main (void);

/* What the worker does with an image, without the limits. NULL with @problem set. */
GBytes *desk_image_worker_convert (GBytes *content, DeskFieldProblem *problem);

G_END_DECLS
