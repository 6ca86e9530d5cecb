/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-doctor.h"
#include "desk-flows.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskDoctorPage:
 *
 * 检测 Ukey: what is wrong between the key and the server. One sentence on top, a row for each
 * finding, 重新检测, 复制报告, 保存报告. It looks each time it comes into view and stops when it
 * goes. May be shown before sign-in. Acts through the window's actions of desk-key-actions.h.
 */
#define DESK_TYPE_DOCTOR_PAGE (desk_doctor_page_get_type ())

G_DECLARE_FINAL_TYPE (DeskDoctorPage, desk_doctor_page, DESK, DOCTOR_PAGE, GtkWidget)

GtkWidget *desk_doctor_page_new (DeskFlows *flows);

/* With a doctor made elsewhere; referenced. */
GtkWidget *desk_doctor_page_new_for (DeskDoctor *doctor);

G_END_DECLS
