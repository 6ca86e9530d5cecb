/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-base"

#include "desk-clock.h"

#include <string.h>

struct _DeskClock {
  GObject parent_instance;

  gboolean is_manual;
  GMutex lock;      /* guards manual_us */
  gint64 manual_us; /* microseconds since 1970 UTC; only for a manual clock */
};

G_DEFINE_FINAL_TYPE (DeskClock, desk_clock, G_TYPE_OBJECT)

static void
desk_clock_finalize (GObject *object)
{
  DeskClock *self = DESK_CLOCK (object);

  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (desk_clock_parent_class)->finalize (object);
}

static void
desk_clock_class_init (DeskClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_clock_finalize;
}

static void
desk_clock_init (DeskClock *self)
{
  g_mutex_init (&self->lock);
}

DeskClock *
desk_clock_new_system (void)
{
  return g_object_new (DESK_TYPE_CLOCK, NULL);
}

DeskClock *
desk_clock_new_manual (gint64 unix_us)
{
  DeskClock *self = g_object_new (DESK_TYPE_CLOCK, NULL);

  self->is_manual = TRUE;
  self->manual_us = unix_us;
  return self;
}

void
desk_clock_advance (DeskClock *self, gint64 delta_us)
{
  g_return_if_fail (DESK_IS_CLOCK (self));
  g_return_if_fail (self->is_manual);

  g_mutex_lock (&self->lock);
  self->manual_us += delta_us;
  g_mutex_unlock (&self->lock);
}

gint64
desk_clock_now (DeskClock *self)
{
  gint64 now;

  g_return_val_if_fail (DESK_IS_CLOCK (self), 0);

  if (!self->is_manual)
    return g_get_real_time ();

  g_mutex_lock (&self->lock);
  now = self->manual_us;
  g_mutex_unlock (&self->lock);
  return now;
}

gint64
desk_clock_now_seconds (DeskClock *self)
{
  return desk_clock_now (self) / G_USEC_PER_SEC;
}

char *
desk_clock_format_utc (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (unix_seconds);

  g_return_val_if_fail (time != NULL, NULL);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}

gboolean
desk_clock_parse_utc (const char *text, gint64 *unix_seconds)
{
  g_autoptr (GDateTime) time = NULL;

  g_return_val_if_fail (text != NULL && unix_seconds != NULL, FALSE);

  /* GLib takes many ISO 8601 forms; only the one this program writes is accepted back. */
  if (strlen (text) != strlen ("2026-11-22T06:30:00Z") || !g_str_has_suffix (text, "Z"))
    return FALSE;

  time = g_date_time_new_from_iso8601 (text, NULL);
  if (time == NULL)
    return FALSE;

  *unix_seconds = g_date_time_to_unix (time);
  return TRUE;
}
