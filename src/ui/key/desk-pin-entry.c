/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-pin-entry.h"

#include <glib/gi18n-lib.h>

#define DOT         "●"
#define CARET_WIDTH 1 /* pixels */

struct _DeskPinEntry {
  GtkWidget parent_instance;

  char text[DESK_PIN_ENTRY_CAPACITY + 1]; /* wiped; printable ASCII */
  size_t length;                          /* characters in text */
  gboolean revealed;

  char *label;         /* owned, nullable: "PIN" */
  char *hint;          /* owned, nullable: what stands under it, for assistive technology */
  GdkDevice *keyboard; /* owned, nullable: while it has the focus */
  gboolean caps_lock;  /* on, and it has the focus */
};

enum {
  PROP_REVEALED = 1,
  PROP_LABEL,
  PROP_HINT,
  PROP_CAPS_LOCK,
  N_PROPS,
};

enum {
  CHANGED,
  ACTIVATE,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeskPinEntry, desk_pin_entry, GTK_TYPE_WIDGET)

/* The layout of what is to be seen; with `revealed` it lives no longer than one frame. */
static PangoLayout *
create_layout (DeskPinEntry *self)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);

  if (self->revealed)
    pango_layout_set_text (layout, self->text, (int) self->length);
  else {
    g_autoptr (GString) dots = g_string_new (NULL);

    for (size_t i = 0; i < self->length; i++)
      g_string_append (dots, DOT);
    pango_layout_set_text (layout, dots->str, -1);
  }

  return layout;
}

/* All that a screen reader gets to know: how much was typed, and what stands around the field. */
static void
update_description (DeskPinEntry *self)
{
  g_autoptr (GString) words = g_string_new (NULL);

  g_string_printf (words, ngettext ("%u character", "%u characters", (guint) self->length),
                   (guint) self->length);
  if (self->caps_lock)
    g_string_append_printf (words, "\n%s", _ ("Caps Lock is on."));
  if (self->hint != NULL)
    g_string_append_printf (words, "\n%s", self->hint);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words->str, -1);
}

static void
update_caps_lock (DeskPinEntry *self)
{
  gboolean caps_lock = self->keyboard != NULL && gdk_device_get_caps_lock_state (self->keyboard);

  if (self->caps_lock == caps_lock)
    return;

  self->caps_lock = caps_lock;
  update_description (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAPS_LOCK]);
}

static void
set_keyboard (DeskPinEntry *self, GdkDevice *keyboard)
{
  if (self->keyboard != NULL)
    g_signal_handlers_disconnect_by_func (self->keyboard, update_caps_lock, self);
  g_set_object (&self->keyboard, keyboard);
  if (keyboard != NULL)
    g_signal_connect_swapped (keyboard, "notify::caps-lock-state", G_CALLBACK (update_caps_lock),
                              self);
  update_caps_lock (self);
}

static void
on_focus_entered (DeskPinEntry *self)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (GTK_WIDGET (self)));

  set_keyboard (self, seat != NULL ? gdk_seat_get_keyboard (seat) : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_focus_left (DeskPinEntry *self)
{
  set_keyboard (self, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
changed (DeskPinEntry *self)
{
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
append (DeskPinEntry *self, gunichar character)
{
  if (character < 0x20 || character > 0x7e)
    return FALSE;

  if (self->length < DESK_PIN_ENTRY_CAPACITY) {
    self->text[self->length++] = (char) character;
    changed (self);
  } else
    gtk_widget_error_bell (GTK_WIDGET (self));
  return TRUE;
}

static void
remove_last (DeskPinEntry *self)
{
  if (self->length == 0)
    return;

  desk_secret_wipe (&self->text[--self->length], 1);
  changed (self);
}

static gboolean
on_key_pressed (DeskPinEntry *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;

  switch (keyval) {
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
  case GDK_KEY_ISO_Enter:
    g_signal_emit (self, signals[ACTIVATE], 0);
    return GDK_EVENT_STOP;
  case GDK_KEY_BackSpace:
    remove_last (self);
    return GDK_EVENT_STOP;
  case GDK_KEY_Delete:
  case GDK_KEY_KP_Delete:
    desk_pin_entry_clear (self);
    return GDK_EVENT_STOP;
  default:
    return append (self, gdk_keyval_to_unicode (keyval));
  }
}

static void
on_pressed (DeskPinEntry *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
desk_pin_entry_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, DOT);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = 6 * width;
    *natural = 16 * width;
  } else
    *minimum = *natural = height;
}

static void
desk_pin_entry_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DeskPinEntry *self = DESK_PIN_ENTRY (widget);
  g_autoptr (PangoLayout) layout = create_layout (self);
  int available = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int text_width, text_height, left;
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  left = MIN (0, available - text_width - 2 * CARET_WIDTH);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, available, height));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (left, (height - text_height) / 2.0f));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
  if (gtk_widget_has_focus (widget))
    gtk_snapshot_append_color (
        snapshot, &color,
        &GRAPHENE_RECT_INIT (left + text_width + CARET_WIDTH, 4, CARET_WIDTH, height - 8));
  gtk_snapshot_pop (snapshot);
}

static void
desk_pin_entry_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_REVEALED:
    g_value_set_boolean (value, DESK_PIN_ENTRY (object)->revealed);
    break;
  case PROP_CAPS_LOCK:
    g_value_set_boolean (value, DESK_PIN_ENTRY (object)->caps_lock);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_label (DeskPinEntry *self, const char *label)
{
  g_free (self->label);
  self->label = g_strdup (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label != NULL ? label : _ ("PIN"), -1);
}

static void
set_hint (DeskPinEntry *self, const char *hint)
{
  g_free (self->hint);
  self->hint = g_strdup (hint);
  update_description (self);
}

static void
desk_pin_entry_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DeskPinEntry *self = DESK_PIN_ENTRY (object);

  switch (id) {
  case PROP_REVEALED:
    if (self->revealed != g_value_get_boolean (value)) {
      self->revealed = g_value_get_boolean (value);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      g_object_notify_by_pspec (object, pspec);
    }
    break;
  case PROP_LABEL:
    set_label (self, g_value_get_string (value));
    break;
  case PROP_HINT:
    set_hint (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_pin_entry_dispose (GObject *object)
{
  set_keyboard (DESK_PIN_ENTRY (object), NULL);

  G_OBJECT_CLASS (desk_pin_entry_parent_class)->dispose (object);
}

static void
desk_pin_entry_finalize (GObject *object)
{
  DeskPinEntry *self = DESK_PIN_ENTRY (object);

  desk_secret_wipe (self->text, sizeof self->text);
  g_free (self->label);
  g_free (self->hint);

  G_OBJECT_CLASS (desk_pin_entry_parent_class)->finalize (object);
}

static void
desk_pin_entry_class_init (DeskPinEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = desk_pin_entry_get_property;
  object_class->set_property = desk_pin_entry_set_property;
  object_class->dispose = desk_pin_entry_dispose;
  object_class->finalize = desk_pin_entry_finalize;
  widget_class->measure = desk_pin_entry_measure;
  widget_class->snapshot = desk_pin_entry_snapshot;

  properties[PROP_REVEALED]
      = g_param_spec_boolean ("revealed", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_LABEL]
      = g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HINT]
      = g_param_spec_string ("hint", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAPS_LOCK]
      = g_param_spec_boolean ("caps-lock", NULL, NULL, FALSE,
                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATE] = g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "entry");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TEXT_BOX);
}

static void
desk_pin_entry_init (DeskPinEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *press = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "text");
  gtk_widget_add_css_class (GTK_WIDGET (self), "pin");
  set_label (self, NULL);
  update_description (self);

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (press, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_focus_entered), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

GtkWidget *
desk_pin_entry_new (void)
{
  return g_object_new (DESK_TYPE_PIN_ENTRY, NULL);
}

size_t
desk_pin_entry_get_length (DeskPinEntry *self)
{
  g_return_val_if_fail (DESK_IS_PIN_ENTRY (self), 0);

  return self->length;
}

DeskSecret *
desk_pin_entry_copy (DeskPinEntry *self)
{
  g_return_val_if_fail (DESK_IS_PIN_ENTRY (self), NULL);

  return desk_secret_new (self->text, self->length);
}

DeskSecret *
desk_pin_entry_take (DeskPinEntry *self)
{
  DeskSecret *secret;

  g_return_val_if_fail (DESK_IS_PIN_ENTRY (self), NULL);

  secret = desk_pin_entry_copy (self);
  desk_pin_entry_clear (self);
  return secret;
}

void
desk_pin_entry_clear (DeskPinEntry *self)
{
  g_return_if_fail (DESK_IS_PIN_ENTRY (self));

  desk_secret_wipe (self->text, sizeof self->text);
  if (self->length == 0)
    return;

  self->length = 0;
  changed (self);
}
