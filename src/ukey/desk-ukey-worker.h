/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pkcs11-module.h"

G_BEGIN_DECLS

/**
 * DeskUkeyWorker:
 *
 * The one thread that owns a PKCS#11 module, and the queue in front of it. The module is loaded
 * with the first job and again after it failed.
 */
typedef struct _DeskUkeyWorker DeskUkeyWorker;

/* Runs on the worker's thread; returns through @task. @module is NULL if it does not load, then
 * @load_error says why. */
typedef void (*DeskUkeyJob) (GTask *task, DeskPkcs11Module *module, const GError *load_error);

/* @module_path nullable: there is none on this system. */
DeskUkeyWorker *desk_ukey_worker_new (const char *module_path);

/* Queues @job; a task that was cancelled before its turn returns %G_IO_ERROR_CANCELLED and the key
 * is not touched. Takes @task. */
void desk_ukey_worker_push (DeskUkeyWorker *self, GTask *task, DeskUkeyJob job);

/* Answers what is queued with %G_IO_ERROR_CANCELLED, finalises the module, waits for the thread and
 * frees. */
void desk_ukey_worker_close (DeskUkeyWorker *self);

G_END_DECLS
