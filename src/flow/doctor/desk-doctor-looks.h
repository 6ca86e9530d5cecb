/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-doctor-context.h"

G_BEGIN_DECLS

/* One function a subject, one file each. Each leaves its findings in @task, which it may keep a
 * reference of, and stops at its cancellable; none blocks. */
typedef void (*DeskDoctorLook) (DeskDoctorContext *context, GTask *task);

void desk_doctor_look_at_service (DeskDoctorContext *context, GTask *task);

/* After the service. */
void desk_doctor_look_at_readers (DeskDoctorContext *context, GTask *task);

/* After the service and the modules. */
void desk_doctor_look_at_usb (DeskDoctorContext *context, GTask *task);

void desk_doctor_look_at_modules (DeskDoctorContext *context, GTask *task);

/* After the modules. */
void desk_doctor_look_at_tokens (DeskDoctorContext *context, GTask *task);

/* After the modules and the server. */
void desk_doctor_look_at_certificates (DeskDoctorContext *context, GTask *task);

void desk_doctor_look_at_server (DeskDoctorContext *context, GTask *task);

/* After the server and the certificates. */
void desk_doctor_look_at_clock (DeskDoctorContext *context, GTask *task);

/* After the server. */
void desk_doctor_look_at_proxy (DeskDoctorContext *context, GTask *task);

G_END_DECLS
