/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-doctor-check.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A row for one finding: icon, sentence, code; what to do stands open below where something is
 * wrong, with a button for it, and what support reads below that. A button that asks to look again
 * activates doctor.again. */
GtkWidget *desk_doctor_row_new (DeskDoctorCheck *check);

G_END_DECLS
